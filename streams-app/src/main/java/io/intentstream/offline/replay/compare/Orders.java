package io.intentstream.offline.replay.compare;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** Holds the right side to the left side's order of a user's results, for kinds without a number that says it. */
final class Orders {
    private final Map<Result, Integer> places = new IdentityHashMap<>();
    private final Map<String, Integer> reached = new HashMap<>();

    /** Notes a result of the left side; a user's results come in order. */
    void add(Result ofLeft) {
        if (ofLeft.kind().hasOrder()) {
            places.put(ofLeft, places.size());
        }
    }

    /** Whether a result of the left side comes after all of its user for which this was asked before. */
    boolean isNext(Result ofLeft) {
        Integer place = places.get(ofLeft);
        if (place == null) {
            return true;
        }
        Integer before = reached.put(ofLeft.userId(), place);
        return before == null || before < place;
    }
}
