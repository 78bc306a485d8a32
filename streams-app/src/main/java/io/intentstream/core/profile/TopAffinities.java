package io.intentstream.core.profile;

import io.intentstream.core.state.DecayedAffinities;

/** A user's strongest affinities to categories or brands, strongest first. Reused for every profile; belongs to one thread. */
final class TopAffinities {
    private static final int MOST = 5;

    private final int[] places = new int[MOST];
    private DecayedAffinities affinities;
    private int size;

    /** Selects the strongest of these affinities, and returns this object. */
    TopAffinities of(DecayedAffinities other) {
        affinities = other;
        size = other.strongest(places);
        return this;
    }

    int size() {
        return size;
    }

    String name(int i) {
        return affinities.name(places[i]);
    }

    /** Weight, as {@link DecayedAffinities#scaledWeight}. */
    double scaledWeight(int i) {
        return affinities.scaledWeight(places[i]);
    }

    double share(int i) {
        return affinities.share(places[i]);
    }

    /** Returns {@code names} when it equals the selected names, else a new array of the selected names. */
    String[] namesLike(String[] names) {
        boolean same = names.length == size;
        for (int i = 0; same && i < size; i++) {
            same = name(i).equals(names[i]);
        }
        if (same) {
            return names;
        }
        String[] now = new String[size];
        for (int i = 0; i < size; i++) {
            now[i] = name(i);
        }
        return now;
    }
}
