package io.intentstream.offline.training.bundle;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.offline.stats.Predictions;
import io.intentstream.offline.training.baseline.BaselineException;
import io.intentstream.offline.training.baseline.BaselineKind;
import io.intentstream.offline.training.baseline.LogisticBaseline;
import io.intentstream.offline.training.baseline.PlattScaling;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.LearntFrom;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.Split;
import org.jspecify.annotations.Nullable;

/**
 * What a model card compares the network with: logistic regression and gradient boosting on the features of an event and of
 * the two before it, fitted to the same training users and calibrated on the same validation users.
 *
 * @param regression returns the regression's calibrated scores
 * @param boosting returns boosting's calibrated scores; null when it cannot run on this machine
 * @param withoutBoosting why it cannot run; null when it can
 * @param regressionLoss mean loss on the validation events, in nats: that of the regression, or of the one that training
 *     starts from, whichever is less
 * @param regressionLearntFrom what the regression learnt from
 * @param boostingLearntFrom what boosting learnt from
 */
public record CardBaselines(
        BaselineKind.Fitted regression,
        BaselineKind.@Nullable Fitted boosting,
        @Nullable String withoutBoosting,
        double regressionLoss,
        LearntFrom regressionLearntFrom,
        LearntFrom boostingLearntFrom) {

    /**
     * Fits both. Boosting that cannot run does not fail the training.
     *
     * @param allUsers users of the data
     * @param start the regression that training starts from
     * @param seed of random numbers
     */
    public static CardBaselines fit(
            FeatureSpec features, Split<SessionExample> sessions, int allUsers, LogisticBaseline start, long seed) {
        Sample training = Sample.of(sessions.training(), new EvaluationPoint.EveryEvent());
        Sample validation = Sample.of(sessions.validation(), new EvaluationPoint.EveryEvent());
        BaselineKind.Fitted regression = BaselineKind.LOGISTIC_REGRESSION.fit(features, training, validation, seed);
        BaselineKind.Fitted boosting = null;
        String withoutBoosting = null;
        try {
            boosting = BaselineKind.GRADIENT_BOOSTING.fit(features, training, validation, seed);
        } catch (BaselineException e) {
            withoutBoosting = e.getMessage();
        }
        return new CardBaselines(
                regression,
                boosting,
                withoutBoosting,
                Math.min(
                        loss(validation, start),
                        validation.predictions(regression.logOdds(validation)).logLoss()),
                learntFrom(BaselineKind.LOGISTIC_REGRESSION, training, allUsers),
                learntFrom(BaselineKind.GRADIENT_BOOSTING, training, allUsers));
    }

    private static double loss(Sample validation, LogisticBaseline start) {
        double[] everyEvent = Scorers.baseline(start, validation.sessions()).logOdds();
        Predictions scores = validation.predictions(validation.pick(everyEvent));
        return PlattScaling.apply(PlattScaling.fit(scores), scores).logLoss();
    }

    private static LearntFrom learntFrom(BaselineKind kind, Sample training, int allUsers) {
        return LearntFrom.of(training, kind.learntEvents(training.size()), allUsers);
    }
}
