package io.intentstream.offline.training.network;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.feature.NumericFeature;
import io.intentstream.core.model.IntentNetwork;
import io.intentstream.core.model.ModelManifest.Calibration;
import io.intentstream.core.model.NetworkShape;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.baseline.LogisticBaseline;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Platt scaling (1999) that also knows the stage of the session: calibrated log-odds = slope * log-odds + intercept + weights *
 * stage, fitted to held-out outcomes by maximum likelihood. The stage is the event's number in the session, the furthest step
 * towards a purchase and the event's type, as far as the model reads them. One slope and intercept for all events are wrong
 * at each stage alone, such as at last events.
 *
 * <p>The model reads the stage in any case, so its weights, divided by the slope, are added to the network's linear part:
 * what serves the scores needs slope and intercept only.
 *
 * @param slope of the log-odds; more than 0
 * @param intercept in log-odds
 * @param numeric weight of each numeric feature of the model, in calibrated log-odds; 0 for most
 * @param categorical weight of each categorical index of the model, likewise
 */
public record StageCalibration(double slope, double intercept, double[] numeric, double[] categorical) {
    private static final List<NumericFeature> STAGES =
            List.of(NumericFeature.LOG_EVENT_NUMBER, NumericFeature.FUNNEL_REACHED);

    /** Penalty on half the square of each weight but the intercept: little beside thousands of events. */
    private static final double RIDGE = 3;

    private static final double LEAST_SLOPE = 1e-3;

    /**
     * Fits to uncalibrated scores of sessions that the model has not learnt from.
     *
     * @param scores one for each event of the sessions, in their order
     * @param weight of each event of a session with so many events
     */
    public static StageCalibration fit(
            FeatureSpec features, List<SessionExample> sessions, Predictions scores, IntToDoubleFunction weight) {
        int[] stages = STAGES.stream()
                .mapToInt(stage -> features.numeric().stream()
                        .map(FeatureSpec.Numeric::name)
                        .toList()
                        .indexOf(stage.id()))
                .filter(place -> place >= 0)
                .toArray();
        int type = features.categorical().stream()
                .map(FeatureSpec.Categorical::name)
                .toList()
                .indexOf(CategoricalFeature.EVENT_TYPE.id());
        NetworkShape model = NetworkShape.of(features, 1);
        NetworkShape read = new NetworkShape(List.of(model.vocabularies().get(type)), 1 + stages.length, 1, 1, 1);
        LogisticBaseline fitted = LogisticBaseline.fit(examples(sessions, scores, weight, stages, type), read, RIDGE);
        double[] numeric = new double[model.numeric()];
        IntStream.range(0, stages.length).forEach(i -> numeric[stages[i]] = fitted.numeric()[1 + i]);
        double[] categorical = new double[model.embeddingRows()];
        for (int i = 0; i < fitted.categorical().length; i++) {
            categorical[model.offsets().get(type) + i] = fitted.categorical()[i];
        }
        lendToUnseen(
                features.categorical().get(type).vocabulary(),
                sessions,
                type,
                categorical,
                model.offsets().get(type));
        return new StageCalibration(
                Math.max(LEAST_SLOPE, fitted.numeric()[0]), fitted.intercept(), numeric, categorical);
    }

    /** A type without a held-out event is calibrated as its nearest related type is. */
    private static void lendToUnseen(
            List<String> vocabulary, List<SessionExample> sessions, int type, double[] categorical, int first) {
        Set<EventType> seen = EnumSet.noneOf(EventType.class);
        sessions.forEach(session -> session.events().stream()
                .mapToInt(event -> event.categorical()[type])
                .filter(index -> index > 0)
                .forEach(index -> seen.add(EventType.valueOf(vocabulary.get(index - 1)))));
        RelatedEventTypes.nearest(seen)
                .forEach((unseen, related) -> categorical[first + 1 + vocabulary.indexOf(unseen.name())] =
                        categorical[first + 1 + vocabulary.indexOf(related.name())]);
    }

    /** The events with the log-odds and the stage as their only features. */
    private static List<SessionExample> examples(
            List<SessionExample> sessions, Predictions scores, IntToDoubleFunction weight, int[] stages, int type) {
        List<SessionExample> examples = new ArrayList<>(sessions.size());
        int next = 0;
        for (SessionExample session : sessions) {
            List<FeatureVector> events = new ArrayList<>(session.events().size());
            for (FeatureVector event : session.events()) {
                float[] numbers = new float[1 + stages.length];
                numbers[0] = (float) scores.logOdds()[next++];
                for (int i = 0; i < stages.length; i++) {
                    numbers[1 + i] = event.numeric()[stages[i]];
                }
                events.add(new FeatureVector(numbers, new int[] {event.categorical()[type]}));
            }
            examples.add(new SessionExample(
                    session.userId(),
                    events,
                    session.labels(),
                    session.course(),
                    session.weight() * (float) weight.applyAsDouble(session.size())));
        }
        return examples;
    }

    /** The slope and the intercept, for the manifest. */
    public Calibration ofScores() {
        return new Calibration(slope, intercept);
    }

    /** The network with the stage in its linear part, so that slope and intercept alone calibrate its scores. */
    public IntentNetwork applyTo(IntentNetwork network) {
        Map<String, float[]> changed = new LinkedHashMap<>(network.weights());
        changed.put("linear_numeric", sum(network.weights().get("linear_numeric"), numeric));
        changed.put("linear_categorical", sum(network.weights().get("linear_categorical"), categorical));
        return new IntentNetwork(network.shape(), changed);
    }

    private float[] sum(float[] weights, double[] stage) {
        float[] sum = new float[weights.length];
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (float) (weights[i] + stage[i] / slope);
        }
        return sum;
    }
}
