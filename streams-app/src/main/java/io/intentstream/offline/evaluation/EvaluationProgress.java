package io.intentstream.offline.evaluation;

/** Receives the progress of an evaluation. */
public interface EvaluationProgress {

    /** Announces this many more steps. */
    void expect(int steps);

    /** A step begins; the previous one is done. */
    void step(String what);
}
