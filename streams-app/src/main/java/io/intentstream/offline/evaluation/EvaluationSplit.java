package io.intentstream.offline.evaluation;

import io.intentstream.offline.evaluation.sample.EvaluationPoint;
import io.intentstream.offline.evaluation.sample.ObservedSession;
import io.intentstream.offline.evaluation.sample.Sample;
import io.intentstream.offline.evaluation.sample.SessionReader;
import io.intentstream.offline.training.data.HistoryFold;
import io.intentstream.offline.training.data.Split;
import io.intentstream.offline.training.data.UserEvents;
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
            if (learning.isEmpty() && !options.baselines().isEmpty()) {
                training.addAll(reader.sessions(users.training()));
                validation.addAll(reader.sessions(users.validation()));
            }
        }
        for (int i = 0; i < learning.size() && !options.baselines().isEmpty(); i++) {
            Split<UserEvents> users = candidate.split().of(learning.get(i).log().users());
            SessionReader reader = reader(i, learning.get(i));
            training.addAll(reader.sessions(users.training()));
            training.addAll(reader.sessions(users.test()));
            validation.addAll(reader.sessions(users.validation()));
        }
        if (!options.baselines().isEmpty()) {
            requireBothOutcomes("part that baselines learn from", training);
            requireBothOutcomes("part that baselines are calibrated by", validation);
        }
        return new Split<>(training, validation, test);
    }

    private SessionReader reader(int dataSet, HistoricalData data) {
        return new SessionReader(dataSet, fold, candidate.features(), data.outcomes());
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
