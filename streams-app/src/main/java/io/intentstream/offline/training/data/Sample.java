package io.intentstream.offline.training.data;

import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.stats.Predictions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The events of some sessions at one evaluation point.
 *
 * @param sessions the sessions
 * @param places the events whose scores count, in the order of the sessions
 */
public record Sample(List<SessionExample> sessions, List<Place> places) {

    /**
     * An event.
     *
     * @param session index of its session
     * @param event index of the event in the session
     * @param weight how much it counts
     */
    public record Place(int session, int event, float weight) {}

    /** The events of sessions at an evaluation point. */
    public static Sample of(List<SessionExample> sessions, EvaluationPoint point) {
        List<Place> places = new ArrayList<>();
        for (int i = 0; i < sessions.size(); i++) {
            List<Integer> events = point.events(sessions.get(i).course());
            float weight = sessions.get(i).weight() / (point.weighsSessions() ? events.size() : 1);
            for (int event : events) {
                places.add(new Place(i, event, weight));
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
    public SessionExample session(int i) {
        return sessions.get(places.get(i).session());
    }

    /** Whether the predicted outcome followed an event: 1 or 0. */
    public int label(int i) {
        return (int) session(i).labels()[places.get(i).event()];
    }

    /** How much an event counts. */
    public float weight(int i) {
        return places.get(i).weight();
    }

    /** The features of an event. */
    public FeatureVector features(int i) {
        return session(i).events().get(places.get(i).event());
    }

    /** The user's habits before an event. */
    public SessionExample.Habits habits(int i) {
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

    /** Why these events of a point are not measured, in words; empty if they are. */
    public Optional<String> unmeasured(EvaluationPoint point) {
        if (!hasBothOutcomes()) {
            return Optional.of("of " + size() + " scores, " + positives() + " are positive");
        }
        boolean all = places.stream()
                .map(place -> sessions.get(place.session()))
                .allMatch(session -> session.course().early() == session.size());
        return all && point.isEarly()
                ? Optional.of("no cart, checkout or purchase is recorded, so it is the same as every event")
                : Optional.empty();
    }

    /**
     * The scores of these events.
     *
     * @param everyEvent scores of every event of the sessions, one session after the other
     */
    public double[] pick(double[] everyEvent) {
        int[] starts = starts();
        return places.stream()
                .mapToDouble(place -> everyEvent[starts[place.session()] + place.event()])
                .toArray();
    }

    /** The inverse of {@link #pick}: scores of every event of the sessions; NaN for events that are not in the sample. */
    public double[] spread(double[] scores) {
        double[] everyEvent =
                new double[sessions.stream().mapToInt(SessionExample::size).sum()];
        Arrays.fill(everyEvent, Double.NaN);
        int[] starts = starts();
        for (int i = 0; i < scores.length; i++) {
            everyEvent[starts[places.get(i).session()] + places.get(i).event()] = scores[i];
        }
        return everyEvent;
    }

    private int[] starts() {
        int[] starts = new int[sessions.size()];
        for (int i = 1; i < starts.length; i++) {
            starts[i] = starts[i - 1] + sessions.get(i - 1).size();
        }
        return starts;
    }

    /** Number of users with an event. */
    public int users() {
        return (int) places.stream()
                .map(place -> sessions.get(place.session()).user())
                .distinct()
                .count();
    }

    /** Joins the labels of these events with scores; users get numbers from 0. */
    public Predictions predictions(double[] logOdds) {
        Map<String, Integer> numbers = new HashMap<>();
        int[] users = new int[size()];
        int[] labels = new int[size()];
        double[] weights = new double[size()];
        for (int i = 0; i < users.length; i++) {
            users[i] = numbers.computeIfAbsent(session(i).user(), user -> numbers.size());
            labels[i] = label(i);
            weights[i] = weight(i);
        }
        return new Predictions(users, labels, logOdds, weights);
    }

    /**
     * About this many of the events, in order, or all if there are no more: first those of sessions with a positive event
     * (up to half, if the others fill the rest), then some of the others. They are drawn randomly and weigh as much as those
     * for which they stand. Purchases are rare, so a learner loses less than by leaving out events of any session.
     */
    public Sample thin(int most, Random random) {
        if (size() <= most) {
            return this;
        }
        boolean[] buys = new boolean[sessions.size()];
        int rare = 0;
        for (int i = 0; i < size(); i++) {
            buys[places.get(i).session()] |= label(i) == 1;
        }
        for (Place place : places) {
            rare += buys[place.session()] ? 1 : 0;
        }
        int others = size() - rare;
        int keptRare = Math.min(rare, Math.max(most / 2, most - others));
        double shareOfRare = keptRare / (double) rare;
        double shareOfOthers = (most - keptRare) / (double) others;
        List<Place> drawn = new ArrayList<>(most);
        for (Place place : places) {
            double share = buys[place.session()] ? shareOfRare : shareOfOthers;
            if (random.nextDouble() < share) {
                drawn.add(new Place(place.session(), place.event(), (float) (place.weight() / share)));
            }
        }
        return new Sample(sessions, List.copyOf(drawn));
    }
}
