package io.intentstream.offline.training.network;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.CategoryHead;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.model.Stepper;
import io.intentstream.offline.training.bundle.BundleMetrics;
import io.intentstream.offline.training.data.SessionExample;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fits and measures how well a model's prediction of the next category predicts the category that a session buys: on the
 * events before a purchase that names a category, with the stepper that the engine runs.
 */
public final class CategoryMix {
    private static final int GRID = 20;

    /** Lowest share that the loss distinguishes. */
    private static final double FLOOR = 1e-3;

    private final IntentModel model;
    private final CategoryHead head;
    private final int feature;

    /**
     * @param model a model whose manifest requests its category head
     */
    public CategoryMix(IntentModel model, CategoryHead head) {
        this.model = model;
        this.head = head;
        this.feature = model.manifest().features().categorical().stream()
                .map(FeatureSpec.Categorical::name)
                .toList()
                .indexOf(CategoricalFeature.CATEGORY.id());
    }

    /** The mix, a multiple of 0.05, with the least mean negative logarithm of the bought category's share; 0 without purchases. */
    public double fit(List<SessionExample> sessions) {
        double[] losses = new double[GRID + 1];
        guess(sessions, guess -> {
            for (int i = 0; i <= GRID; i++) {
                losses[i] -= StrictMath.log(Math.max(FLOOR, guess.share(mix(i))));
            }
        });
        int best = 0;
        for (int i = 1; i <= GRID; i++) {
            best = losses[i] < losses[best] ? i : best;
        }
        return mix(best);
    }

    /** How often the bought category is among the three likeliest; null without purchases. */
    public BundleMetrics.@Nullable Categories measure(List<SessionExample> sessions, double mix) {
        int[] hits = new int[4];
        guess(sessions, guess -> {
            hits[0]++;
            hits[1] += guess.named(0) ? 1 : 0;
            hits[2] += guess.named(1) ? 1 : 0;
            hits[3] += guess.named(mix) ? 1 : 0;
        });
        double events = hits[0];
        return events == 0
                ? null
                : new BundleMetrics.Categories(hits[0], mix, hits[1] / events, hits[2] / events, hits[3] / events);
    }

    private static double mix(int step) {
        return step / (double) GRID;
    }

    private void guess(List<SessionExample> sessions, Consumer<CategoryGuess> consumer) {
        try (Stepper stepper = model.newStepper()) {
            for (SessionExample session : sessions) {
                guess(stepper, session, consumer);
            }
        }
    }

    private void guess(Stepper stepper, SessionExample session, Consumer<CategoryGuess> consumer) {
        int[] bought = boughtNext(session);
        float[] state = new float[model.stateSize()];
        Map<Integer, Integer> counts = new LinkedHashMap<>();
        int total = 0;
        for (int i = 0; i < bought.length && bought[i] > 0; i++) {
            stepper.put(0, session.events().get(i), state);
            stepper.step(1);
            stepper.state(0, state);
            int category = category(session, i);
            if (category > 0) {
                counts.merge(category, 1, Integer::sum);
                total++;
            }
            consumer.accept(new CategoryGuess(counts, total, head.shares(state), bought[i]));
        }
    }

    /** For each event the category of the next purchase after it that names one; 0 when there is none. */
    private int[] boughtNext(SessionExample session) {
        int[] bought = new int[session.labels().length];
        for (int i = bought.length - 2; i >= 0; i--) {
            int next = session.purchases()[i + 1] ? category(session, i + 1) : 0;
            bought[i] = next > 0 ? next : bought[i + 1];
        }
        return bought;
    }

    private int category(SessionExample session, int event) {
        return session.events().get(event).categorical()[feature];
    }
}
