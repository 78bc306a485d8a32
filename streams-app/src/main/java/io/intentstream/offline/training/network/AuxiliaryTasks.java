package io.intentstream.offline.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * Tasks that a network learns besides its main task, so that the recurrent state holds more than the main loss requires
 * (Caruana, "Multitask learning", 1997): the outcome of the session if a given number of events is still to come, for a few
 * such numbers, and the next event's type of page (or else its category, or else its type). The written network keeps only
 * the next category, from which intents are distributed over categories.
 *
 * @param nextFeature index of the categorical feature whose next value is predicted
 * @param nextValues number of its indices; one more index represents the end of the session
 * @param predictsCategory whether that feature is the category
 */
record AuxiliaryTasks(int nextFeature, int nextValues, boolean predictsCategory) {
    private static final double ENDING_WEIGHT = 0.1;
    private static final double NEXT_WEIGHT = 0.2;

    /** Numbers of events to come. */
    private static final int[] ENDINGS = {0, 1, 5, 10};

    /** Greatest difference between the events to come and an ending for which they still count. */
    private static final int[] TOLERANCE = {0, 0, 1, 2};

    static AuxiliaryTasks of(FeatureSpec features) {
        List<String> names = features.categorical().stream()
                .map(FeatureSpec.Categorical::name)
                .toList();
        int feature = Stream.of(
                        CategoricalFeature.PAGE_TYPE, CategoricalFeature.CATEGORY, CategoricalFeature.EVENT_TYPE)
                .mapToInt(candidate -> names.indexOf(candidate.id()))
                .filter(place -> place >= 0)
                .findFirst()
                .orElseThrow();
        return new AuxiliaryTasks(
                feature,
                features.categorical().get(feature).size(),
                names.get(feature).equals(CategoricalFeature.CATEGORY.id()));
    }

    /** Number of outputs after each event for the next value; they follow those for the endings. */
    int nextOutputs() {
        return nextValues + 1;
    }

    /** Number of these outputs that the written network keeps. */
    int kept() {
        return predictsCategory ? nextValues : 0;
    }

    /** Number of endings. */
    static int endings() {
        return ENDINGS.length;
    }

    /**
     * The weight of an event for an ending.
     *
     * @param ending index of the ending
     * @param toCome number of events to come
     * @param meanLength mean number of events in a session: the last event of a session is one in this number
     */
    static float weight(int ending, int toCome, double meanLength) {
        boolean counts = Math.abs(toCome - ENDINGS[ending]) <= TOLERANCE[ending];
        return counts ? (float) (meanLength / (1 + 2 * TOLERANCE[ending])) : 0;
    }

    /**
     * Weighted sum of the losses, in nats.
     *
     * @param score log-odds of the main task {@code [sessions, events, 1]}; the endings are predicted as differences from it
     * @param outputs {@code [sessions, events, endings() + nextOutputs()]}
     * @param labels {@code [sessions, events, 1]}
     * @param endingWeights {@code [sessions, events, endings()]}
     * @param next indices of the next values, int64 {@code [sessions, events, 1]}
     * @param sessionWeights weight of the session for each of its events; 0 for padding, {@code [sessions, events, 1]}
     */
    NDArray loss(
            NDArray score,
            NDArray outputs,
            NDArray labels,
            NDArray endingWeights,
            NDArray next,
            NDArray sessionWeights) {
        NDList parts = outputs.split(new long[] {ENDINGS.length}, 2);
        NDArray endings = CrossEntropy.binary(parts.get(0).add(score.stopGradient()), labels)
                .mul(endingWeights)
                .sum();
        NDArray following = parts.get(1)
                .logSoftmax(2)
                .gather(next, 2)
                .neg()
                .mul(sessionWeights)
                .sum();
        NDManager manager = outputs.getManager();
        return endings.mul(manager.create(ENDING_WEIGHT)).add(following.mul(manager.create(NEXT_WEIGHT)));
    }
}
