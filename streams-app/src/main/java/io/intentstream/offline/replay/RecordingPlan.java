package io.intentstream.offline.replay;

import java.util.List;

/** Describes a recording, and opens it as often as needed. */
public interface RecordingPlan {

    /**
     * Identifies the recording so exactly that a stopped replay can resume: the same identity means the same records. Holds
     * no secrets.
     */
    List<String> identity();

    /** Approximate number of records. */
    long estimatedRecords();

    /**
     * Whether a user's events are recorded in the order in which they must be replayed. Otherwise they are sorted by event
     * time; events of the same time keep the order of the recording.
     */
    boolean inOrder();

    /** The same recording without records that are added later: it holds the same records whenever it is opened. */
    default RecordingPlan asOfNow() {
        return this;
    }

    /** Opens it. */
    Recording open();
}
