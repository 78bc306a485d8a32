package io.intentstream.offline.evaluation;

import io.intentstream.offline.training.baseline.BaselineKind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How to evaluate.
 *
 * @param part which users to measure on
 * @param seed of split, drawings and baselines; null means the one that the bundle was trained with
 * @param baselines what to compare with; may be empty
 * @param refitPerCrop whether to fit each baseline once more to every crop
 * @param drawings of users, for the intervals
 */
public record EvaluationOptions(
        EvaluatedPart part, @Nullable Long seed, List<BaselineKind> baselines, boolean refitPerCrop, int drawings) {

    /** Which users to measure on. */
    public enum EvaluatedPart {
        /** The fifth that training did not use; file and seed must be those of the training. */
        TEST,
        /** All users of the file; baselines need a file of their own to learn from. */
        ALL
    }
}
