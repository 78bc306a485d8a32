package io.intentstream.offline.evaluation.sample;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.stats.Predictions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The events of some sessions at one evaluation point.
 *
 * @param sessions the sessions
 * @param places the events whose scores count, in the order of the sessions
 */
public record Sample(List<ObservedSession> sessions, List<Place> places) {

    /**
     * An event.
     *
     * @param session index of its session
     * @param event index of the event in the session
     */
    public record Place(int session, int event) {}

    /** The events of sessions at an evaluation point. */
    public static Sample of(List<ObservedSession> sessions, EvaluationPoint point) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            for (int event : point.events(sessions.get(i))) {
                places.add(new Place(i, event));
            }
        }
        return new Sample(sessions, List.copyOf(places));
    }

    /** The events of one data set alone; the indices of sessions stay the same. */
    public Sample ofDataSet(int dataSet) {
        return new Sample(
                sessions,
                places.stream()
                        .filter(place -> sessions.get(place.session()).dataSet() == dataSet)
                        .toList());
    }

    /** Number of events. */
    public int size() {
        return places.size();
    }

    /** The session of an event. */
    public ObservedSession session(int i) {
        return sessions.get(places.get(i).session());
    }

    /** Whether the predicted outcome followed an event: 1 or 0. */
    public int label(int i) {
        return session(i).labels()[places.get(i).event()];
    }

    /** The features of an event. */
    public FeatureVector features(int i) {
        return session(i).events().get(places.get(i).event());
    }

    /** The user's habits before an event. */
    public ObservedSession.Habits habits(int i) {
        return session(i).habits().get(places.get(i).event());
    }

    /** Number of positive events. */
    public int positives() {
        int positives = 0;
        for (int i = 0; i < size(); i++) {
            positives += label(i);
        }
        return positives;
    }

    /** Whether some events are positive and some are not: most metrics need both. */
    public boolean hasBothOutcomes() {
        int positives = positives();
        return positives > 0 && positives < size();
    }

    /** Joins the labels of these events with scores; users get numbers from 0. */
    public Predictions predictions(double[] logOdds) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] users = new int[size()];
        int[] labels = new int[size()];
        for (int i = 0; i < users.length; i++) {
            users[i] = numbers.computeIfAbsent(
                    session(i).dataSet() + "/" + session(i).userId(), user -> numbers.size());
            labels[i] = label(i);
        }
        return new Predictions(users, labels, logOdds);
    }

    /** At most this many of the events, drawn randomly, in order. */
    public Sample thin(int most, Random random) {
        if (size() <= most) {
            return this;
        }
        List<Place> kept = new ArrayList<>(most);
        int left = size();
        for (Place place : places) {
            if (random.nextInt(left--) < most - kept.size()) {
                kept.add(place);
            }
        }
        return new Sample(sessions, List.copyOf(kept));
    }
}
