package io.intentstream.evaluation;

/** Is told how far an evaluation is. */
public interface Progress {

    /** This many steps more will come. */
    void expect(int steps);

    /** A step begins; the one before is done. */
    void step(String what);
}
