package io.intentstream.offline.training.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a network learns beside its task, so that the recurrent state holds more than the last loss asked for (Caruana,
 * "Multitask learning", 1997): how the visit ends if a certain number of events is yet to come, for a few such numbers,
 * and the next event's kind of page (else category, else type). All of it is forgotten before the network is written,
 * but for the next category, which intents are spread by.
 *
 * @param nextFeature place of the categorical feature whose next value is to be told
 * @param nextValues number of its indices; one more stands for the end of the visit
 * @param tellsCategory whether that feature is the category
 */
record AuxiliaryTasks(int nextFeature, int nextValues, boolean tellsCategory) {
    private static final double ENDING_WEIGHT = 0.1;
    private static final double NEXT_WEIGHT = 0.2;

    /** Events yet to come. */
    private static final int[] ENDINGS = {0, 1, 5, 10};

    /** How far from it a number of events to come still counts as it. */
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

    /** Values that the network puts out for what comes next, after each event and behind those for the endings. */
    int nextOutputs() {
        return nextValues + 1;
    }

    /** How many of them the network keeps when it is written. */
    int kept() {
        return tellsCategory ? nextValues : 0;
    }

    /** Number of endings that are told apart. */
    static int endings() {
        return ENDINGS.length;
    }

    /**
     * What an event counts for an ending.
     *
     * @param ending place of the ending
     * @param toCome events yet to come
     * @param meanLength mean events of a visit; one in so many events is the last one
     */
    static float weight(int ending, int toCome, double meanLength) {
        boolean counts = Math.abs(toCome - ENDINGS[ending]) <= TOLERANCE[ending];
        return counts ? (float) (meanLength / (1 + 2 * TOLERANCE[ending])) : 0;
    }

    /**
     * Weighted sum of the losses, in nats.
     *
     * @param score log-odds of the main task {@code [visits, events, 1]}; the endings are told as differences from it
     * @param outputs {@code [visits, events, endings() + nextOutputs()]}
     * @param labels {@code [visits, events, 1]}
     * @param endingWeights {@code [visits, events, endings()]}
     * @param next indices of what comes next, int64 {@code [visits, events, 1]}
     * @param sessionWeights what a visit counts, for its events; 0 for padding, {@code [visits, events, 1]}
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
