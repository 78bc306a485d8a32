package io.intentstream.core.profile;

import io.intentstream.core.state.DecayedAffinities;

/** The strongest of a user's leanings, strongest first. Used from profile to profile; belongs to one thread. */
final class TopAffinities {
    private static final int MOST = 5;

    private final int[] places = new int[MOST];
    private DecayedAffinities affinities;
    private int size;

    /** Becomes those of these leanings as they are now. */
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

    /** Weight on the scale of {@link DecayedAffinities#scaledWeight}. */
    double scaledWeight(int i) {
        return affinities.scaledWeight(places[i]);
    }

    double share(int i) {
        return affinities.share(places[i]);
    }

    /** The same array when it holds these names in this order, or a new one that does. */
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
