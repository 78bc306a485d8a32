package io.intentstream.evaluation;

import io.intentstream.evaluation.sample.ObservedSession;
import io.intentstream.evaluation.sample.SessionReader;
import io.intentstream.feature.FeatureSet;
import io.intentstream.training.HistoryFold;
import io.intentstream.training.Split;
import io.intentstream.training.UserClicks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which sessions baselines learn from and which the figures are measured on. */
final class Parts {
    private final HistoryFold fold;
    private final FeatureSet features;
    private final EvaluationOptions options;
    private final long seed;

    Parts(HistoryFold fold, FeatureSet features, EvaluationOptions options, long seed) {
        this.fold = fold;
        this.features = features;
        this.options = options;
        this.seed = seed;
    }

    /**
     * @param data what to measure on
     * @param learning what baselines learn from; null for the data's own training and validation part
     */
    Split<ObservedSession> of(HistoricalData data, @Nullable HistoricalData learning) {
        Split<UserClicks> users = Split.of(data.log().users(), seed);
        List<UserClicks> measured =
                options.part() == EvaluationOptions.Part.ALL ? data.log().users() : users.test();
        SessionReader reader = new SessionReader(fold, features, data.outcomes());
        List<ObservedSession> test = reader.sessions(measured);
        if (options.baselines().isEmpty()) {
            return new Split<>(List.of(), List.of(), test);
        }
        if (learning == null) {
            return new Split<>(reader.sessions(users.training()), reader.sessions(users.validation()), test);
        }
        SessionReader other = new SessionReader(fold, features, learning.outcomes());
        Split<UserClicks> apart = Split.of(learning.log().users(), seed);
        List<UserClicks> training = new ArrayList<>(apart.training());
        training.addAll(apart.test());
        return new Split<>(other.sessions(training), other.sessions(apart.validation()), test);
    }
}
