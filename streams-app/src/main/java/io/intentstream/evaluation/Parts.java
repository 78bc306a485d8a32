package io.intentstream.evaluation;

import io.intentstream.evaluation.sample.ObservedSession;
import io.intentstream.evaluation.sample.Sample;
import io.intentstream.evaluation.sample.SessionReader;
import io.intentstream.evaluation.sample.Vantage;
import io.intentstream.training.HistoryFold;
import io.intentstream.training.Split;
import io.intentstream.training.UserClicks;
import java.util.ArrayList;
import java.util.List;

/** Decides which sessions baselines learn from and which the figures are measured on. */
final class Parts {
    private final HistoryFold fold;
    private final Candidate candidate;
    private final EvaluationOptions options;

    Parts(HistoryFold fold, Candidate candidate, EvaluationOptions options) {
        this.fold = fold;
        this.candidate = candidate;
        this.options = options;
    }

    /**
     * The sessions of all data sets, each of which is split by itself.
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
            List<UserClicks> all = data.get(i).log().users();
            Split<UserClicks> users = candidate.split().of(all);
            SessionReader reader = reader(i, data.get(i));
            boolean whole = options.part() == EvaluationOptions.Part.ALL;
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
            Split<UserClicks> users = candidate.split().of(learning.get(i).log().users());
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
        Sample all = Sample.of(sessions, new Vantage.EveryEvent());
        if (!all.hasBothOutcomes()) {
            throw new EvaluationException("In the " + part + " (" + sessions.size() + " sessions, " + all.size()
                    + " events) "
                    + (all.positives() == 0 ? "no event is positive" : "every event is positive")
                    + ": figures need both kinds. Use more data, or another --seed");
        }
    }
}
