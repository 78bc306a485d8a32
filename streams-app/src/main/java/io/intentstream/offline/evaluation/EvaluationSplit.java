package io.intentstream.offline.evaluation;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.session.SessionGap;
import io.intentstream.offline.training.data.EvaluationPoint;
import io.intentstream.offline.training.data.HistoryFold;
import io.intentstream.offline.training.data.RecordedUsers;
import io.intentstream.offline.training.data.Sample;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.offline.training.data.SessionExamples;
import io.intentstream.offline.training.data.Split;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.offline.training.data.UserFeatures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Decides which sessions baselines learn from and which ones the metrics are measured on. */
final class EvaluationSplit {
    private final SessionGap gap;
    private final HistoryFold fold;
    private final EvaluatedBundle candidate;
    private final EvaluationOptions options;

    EvaluationSplit(EvaluatedBundle candidate, EvaluationOptions options) {
        Duration sessionGap = Duration.ofSeconds(candidate.manifest().sessionGapSeconds());
        this.gap = SessionGap.of(sessionGap);
        this.fold = HistoryFold.withGap(sessionGap);
        this.candidate = candidate;
        this.options = options;
    }

    /**
     * The sessions of all data sets. Each data set is split separately.
     *
     * @param data what to measure on
     * @param recorded its users
     * @param learning what baselines learn from; empty for the data's own training and validation parts
     * @throws EvaluationException when a part lacks one of the outcomes
     */
    Split<SessionExample> of(List<HistoricalData> data, List<RecordedUsers> recorded, List<HistoricalData> learning) {
        List<SessionExample> training = new ArrayList<>();
        List<SessionExample> validation = new ArrayList<>();
        List<SessionExample> test = new ArrayList<>();
        for (int i = 0; i < data.size(); i++) {
            List<UserEvents> all = recorded.get(i).users();
            Split<UserEvents> users = candidate.split(i, data.size()).of(all);
            SessionExamples reader = reader(i, candidate.features());
            boolean whole = options.part() == EvaluationOptions.EvaluatedPart.ALL;
            List<SessionExample> measured = reader.of(whole ? all : users.test());
            requireBothOutcomes(
                    (whole ? "events of " : "test part of ") + data.get(i).title(), measured);
            test.addAll(measured);
        }
        List<HistoricalData> learnt = options.baselines().isEmpty() ? List.of() : learning.isEmpty() ? data : learning;
        List<Split<UserEvents>> parts = IntStream.range(0, learnt.size())
                .mapToObj(i -> candidate
                        .split(i, learnt.size())
                        .of(recorded(learnt.get(i)).users()))
                .toList();
        UserFeatures features = candidate.features(
                parts.stream().flatMap(part -> part.training().stream()).toList());
        for (int i = 0; i < learnt.size(); i++) {
            for (UserEvents user : parts.get(i).training()) {
                training.addAll(reader(i, features.training(user)).of(List.of(user)));
            }
            SessionExamples reader = reader(i, candidate.features());
            if (!learning.isEmpty()) {
                training.addAll(reader.of(parts.get(i).test()));
            }
            validation.addAll(reader.of(parts.get(i).validation()));
        }
        if (!options.baselines().isEmpty()) {
            requireBothOutcomes("part that baselines learn from", training);
            requireBothOutcomes("part that baselines are calibrated by", validation);
        }
        return new Split<>(training, validation, test);
    }

    /** The users of a data set without sessions that the recording cuts off. */
    RecordedUsers recorded(HistoricalData data) {
        return RecordedUsers.of(data.log(), gap);
    }

    private SessionExamples reader(int dataSet, FeatureSet features) {
        return new SessionExamples(fold, features, dataSet);
    }

    private static void requireBothOutcomes(String part, List<SessionExample> sessions) {
        Sample all = Sample.of(sessions, new EvaluationPoint.EveryEvent());
        if (!all.hasBothOutcomes()) {
            throw new EvaluationException("In the " + part + " (" + sessions.size() + " sessions, " + all.size()
                    + " events) "
                    + (all.positives() == 0 ? "no event is positive" : "every event is positive")
                    + ": metrics need both outcomes. Use more data, or another --seed");
        }
    }
}
