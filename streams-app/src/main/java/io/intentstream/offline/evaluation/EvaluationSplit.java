package io.intentstream.offline.evaluation;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.offline.evaluation.sample.EvaluationPoint;
import io.intentstream.offline.evaluation.sample.ObservedSession;
import io.intentstream.offline.evaluation.sample.Sample;
import io.intentstream.offline.evaluation.sample.SessionReader;
import io.intentstream.offline.training.data.HistoryFold;
import io.intentstream.offline.training.data.Split;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.offline.training.data.UserFeatures;
import java.util.ArrayList;
import java.util.List;

/** Decides which sessions baselines learn from and which ones the metrics are measured on. */
final class EvaluationSplit {
    private final HistoryFold fold;
    private final EvaluatedBundle candidate;
    private final EvaluationOptions options;

    EvaluationSplit(HistoryFold fold, EvaluatedBundle candidate, EvaluationOptions options) {
        this.fold = fold;
        this.candidate = candidate;
        this.options = options;
    }

    /**
     * The sessions of all data sets. Each data set is split separately.
     *
     * @param data what to measure on
     * @param learning what baselines learn from; empty for the data's own training and validation parts
     * @throws EvaluationException when a part lacks one of the outcomes
     */
    Split<ObservedSession> of(List<HistoricalData> data, List<HistoricalData> learning) {
        List<ObservedSession> training = new ArrayList<>();
        List<ObservedSession> validation = new ArrayList<>();
        List<ObservedSession> test = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            List<UserEvents> all = data.get(i).log().users();
            Split<UserEvents> users = candidate.split().of(all);
            SessionReader reader = reader(i, data.get(i));
            boolean whole = options.part() == EvaluationOptions.EvaluatedPart.ALL;
            List<ObservedSession> measured = reader.sessions(whole ? all : users.test());
            requireBothOutcomes(
                    (whole ? "events of " : "test part of ") + data.get(i).title(), measured);
            test.addAll(measured);
        }
        List<HistoricalData> learnt = options.baselines().isEmpty() ? List.of() : learning.isEmpty() ? data : learning;
        List<Split<UserEvents>> parts = learnt.stream()
                .map(set -> candidate.split().of(set.log().users()))
                .toList();
        UserFeatures features = candidate.features(
                parts.stream().flatMap(part -> part.training().stream()).toList());
        for (int i = 0; i < learnt.size(); i++) {
            SessionReader reader = reader(i, learnt.get(i));
            for (UserEvents user : parts.get(i).training()) {
                training.addAll(
                        reader(i, learnt.get(i), features.training(user)).sessions(List.of(user)));
            }
            if (!learning.isEmpty()) {
                training.addAll(reader.sessions(parts.get(i).test()));
            }
            validation.addAll(reader.sessions(parts.get(i).validation()));
        }
        if (!options.baselines().isEmpty()) {
            requireBothOutcomes("part that baselines learn from", training);
            requireBothOutcomes("part that baselines are calibrated by", validation);
        }
        return new Split<>(training, validation, test);
    }

    private SessionReader reader(int dataSet, HistoricalData data) {
        return reader(dataSet, data, candidate.features());
    }

    private SessionReader reader(int dataSet, HistoricalData data, FeatureSet features) {
        return new SessionReader(dataSet, fold, features, data.outcomes());
    }

    private static void requireBothOutcomes(String part, List<ObservedSession> sessions) {
        Sample all = Sample.of(sessions, new EvaluationPoint.EveryEvent());
        if (!all.hasBothOutcomes()) {
            throw new EvaluationException("In the " + part + " (" + sessions.size() + " sessions, " + all.size()
                    + " events) "
                    + (all.positives() == 0 ? "no event is positive" : "every event is positive")
                    + ": metrics need both outcomes. Use more data, or another --seed");
        }
    }
}
