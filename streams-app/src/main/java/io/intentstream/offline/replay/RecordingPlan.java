package io.intentstream.offline.replay;

import java.util.List;

/** A recording that can be opened, again if need be. */
public interface RecordingPlan {

    /**
     * What it is, so exactly that a replay can go on with it later: the same description promises the same records.
     * Names no secrets.
     */
    List<String> identity();

    /** About how many records it has. */
    long estimatedRecords();

    /**
     * Whether a user's events come in the order in which they are to be replayed; otherwise they are put in the order of
     * event time, those of the same time in the order of the recording.
     */
    boolean inOrder();

    /** The same, without what may still be added to it: it holds the same records however often it is opened. */
    default RecordingPlan asOfNow() {
        return this;
    }

    /** Opens it. */
    Recording open();
}
