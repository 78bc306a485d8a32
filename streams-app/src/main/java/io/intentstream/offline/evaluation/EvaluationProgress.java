package io.intentstream.offline.evaluation;

/** Is told how far an evaluation is. */
public interface EvaluationProgress {

    /** This many steps more will come. */
    void expect(int steps);

    /** A step begins; the one before is done. */
    void step(String what);
}
