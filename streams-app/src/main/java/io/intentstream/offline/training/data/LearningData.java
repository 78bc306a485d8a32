package io.intentstream.offline.training.data;

import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.core.session.SessionGap;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Data sets that are ready to learn from: split by user, with fitted features, cut into sessions.
 *
 * @param names of the data sets
 * @param features fitted on the training users of all data sets
 * @param counts what conversion features are computed from; null if the model reads none
 * @param shares what the training events are like; null when exported examples do not say it
 * @param parts the sessions of each data set
 * @param copies perturbed copies of all training sessions, each in the order of {@code sessions()}; for a refit of all sessions
 * @param users number of users in all data sets
 * @param events number of events in all data sets
 * @param horizon what the labels say, as the manifest words it
 * @param sessionGap inactivity that ends a session
 * @param split how the parts were made, as text
 * @param leftOut which sessions were left out, as text
 */
public record LearningData(
        List<String> names,
        FeatureSpec features,
        @Nullable ProductCounts counts,
        @Nullable TrainingShares shares,
        List<Split<SessionExample>> parts,
        List<Split<SessionExample>> copies,
        int users,
        long events,
        String horizon,
        Duration sessionGap,
        String split,
        String leftOut) {

    /**
     * What a bundle knows of products.
     *
     * @param all the counts of all training users and of users that are only counted
     * @param origin whose events were counted, as text
     */
    public record ProductCounts(ConversionCounts all, String origin) {
        private static ProductCounts of(List<UserEvents> training, List<UserEvents> strangers) {
            ConversionCounts all = UserTables.counts(training);
            all.add(UserTables.counts(strangers));
            return new ProductCounts(
                    all,
                    "views, additions to the cart and purchases of " + training.size()
                            + " training users, for whose own features their fifth of the users is left out"
                            + (strangers.isEmpty()
                                    ? ""
                                    : "; and of " + strangers.size() + " users who are only counted"));
        }
    }

    /** With fewer, the test part of a split is too small for measurements. */
    private static final int LEAST_USERS = 30;

    /**
     * Splits users, fits features and cuts sessions.
     *
     * @param counted events whose products are counted, and which are not learnt from; users of {@code data} are left out
     * @throws TrainingException when there are too few users, or a part lacks one of the outcomes
     */
    public static LearningData of(List<DataSet> data, List<DataSet> counted, TrainingOptions options) {
        HistoryFold fold = HistoryFold.withGap(options.sessionGap());
        data.forEach(LearningData::requireUsers);
        List<RecordedUsers> recorded = data.stream()
                .map(set -> RecordedUsers.of(set.log(), SessionGap.of(options.sessionGap())))
                .toList();
        List<UserSplit> splits =
                data.stream().map(set -> split(set.log(), options)).toList();
        List<Split<UserEvents>> users = IntStream.range(0, data.size())
                .mapToObj(i -> withCheckouts(splits.get(i).of(recorded.get(i).users()), options))
                .toList();
        List<UserEvents> learning =
                users.stream().flatMap(part -> part.training().stream()).toList();
        ProductCounts counts = options.conversionTables() ? ProductCounts.of(learning, strangers(data, counted)) : null;
        UserTables tables = counts == null ? null : UserTables.of(counts.all(), learning);
        FeatureSpec features = FeatureFit.of(learning, fold, options.leaveOut(), tables);
        UserFeatures computed = new UserFeatures(features, tables);
        List<Split<SessionExample>> parts = new ArrayList<>();
        List<List<Split<SessionExample>>> copies = Stream.generate(
                        () -> (List<Split<SessionExample>>) new ArrayList<Split<SessionExample>>())
                .limit(options.copies())
                .toList();
        Random random = new Random(options.seed());
        for (int i = 0; i < users.size(); i++) {
            int set = i;
            List<UserEvents> training = users.get(i).training();
            SessionExamples others = new SessionExamples(fold, computed.others(), set);
            Function<List<UserEvents>, List<SessionExample>> cutTraining = some -> some.stream()
                    .flatMap(user -> new SessionExamples(fold, computed.training(user), set).of(List.of(user)).stream())
                    .toList();
            parts.add(new Split<>(
                    cutTraining.apply(training),
                    others.of(users.get(i).validation()),
                    others.of(users.get(i).test())));
            PerturbedCopies perturbed = PerturbedCopies.of(training, SessionGap.of(options.sessionGap()), random);
            copies.forEach(copy -> copy.add(new Split<>(
                    cutTraining.apply(perturbed.apply(training)),
                    options.refit() ? others.of(perturbed.apply(users.get(set).validation())) : List.of(),
                    options.refit() ? others.of(perturbed.apply(users.get(set).test())) : List.of())));
        }
        LearningData ready = new LearningData(
                data.stream().map(DataSet::name).toList(),
                features,
                counts,
                shares(features, parts),
                parts,
                copies.stream().map(LearningData::together).toList(),
                data.stream().mapToInt(set -> set.log().users().size()).sum(),
                data.stream().mapToLong(set -> set.log().events()).sum(),
                SessionExamples.HORIZON,
                options.sessionGap(),
                describe(splits),
                leftOut(recorded, splits));
        ready.requireBothOutcomes();
        return ready;
    }

    /**
     * Exported examples, which are already split and cut.
     *
     * @throws TrainingException when a part lacks one of the outcomes
     */
    public static LearningData of(ExportedExamples exported) {
        Split<SessionExample> sessions = exported.sessions();
        List<SessionExample> all = sessions.all();
        LearningData ready = new LearningData(
                List.of(exported.about().source()),
                exported.about().features(),
                null,
                exported.about().trainingShares(),
                List.of(sessions),
                List.of(),
                (int) all.stream().map(SessionExample::user).distinct().count(),
                all.stream().mapToLong(example -> example.labels().length).sum(),
                exported.about().horizon(),
                Duration.ofSeconds(exported.about().sessionGapSeconds()),
                exported.about().split(),
                "sessions that the recording cuts off, by the export");
        ready.requireBothOutcomes();
        return ready;
    }

    /** The sessions of all data sets. */
    public Split<SessionExample> sessions() {
        return together(parts);
    }

    /** Number of sessions in all parts. */
    public int sessionCount() {
        return parts.stream()
                .mapToInt(part -> part.training().size()
                        + part.validation().size()
                        + part.test().size())
                .sum();
    }

    /** What a model learns from that learns from all training events. */
    public LearntFrom learntFrom() {
        return learntFrom(sessions().training());
    }

    /** What a model learns from that learns from the events of all parts. */
    public LearntFrom allLearntFrom() {
        return learntFrom(sessions().all());
    }

    private LearntFrom learntFrom(List<SessionExample> sessions) {
        Sample events = Sample.of(sessions, new EvaluationPoint.EveryEvent());
        return LearntFrom.of(events, events.size(), users);
    }

    /** Share of positive events among the training events. */
    public double baseRate() {
        return baseRate(sessions().training());
    }

    private static Split<SessionExample> together(List<Split<SessionExample>> sets) {
        return new Split<>(
                together(sets, Split::training), together(sets, Split::validation), together(sets, Split::test));
    }

    private static List<SessionExample> together(
            List<Split<SessionExample>> sets, Function<Split<SessionExample>, List<SessionExample>> part) {
        return sets.stream().flatMap(set -> part.apply(set).stream()).toList();
    }

    /** Users of the data sets would be counted with their own purchases. */
    private static List<UserEvents> strangers(List<DataSet> data, List<DataSet> counted) {
        Set<String> known = data.stream()
                .flatMap(set -> set.log().users().stream())
                .map(UserEvents::userId)
                .collect(Collectors.toSet());
        return counted.stream()
                .flatMap(set -> set.log().users().stream())
                .filter(user -> !known.contains(user.userId()))
                .toList();
    }

    private static TrainingShares shares(FeatureSpec features, List<Split<SessionExample>> parts) {
        return parts.stream()
                .map(part -> DefectTally.of(features, part.training()))
                .reduce(TrainingShares::with)
                .orElseThrow();
    }

    private static Split<UserEvents> withCheckouts(Split<UserEvents> users, TrainingOptions options) {
        if (!options.assumeCheckouts()) {
            return users;
        }
        SyntheticCheckoutSteps steps = new SyntheticCheckoutSteps(SessionGap.of(options.sessionGap()), options.seed());
        return new Split<>(steps.insert(users.training()), users.validation(), users.test());
    }

    private static UserSplit split(EventLog log, TrainingOptions options) {
        return options.testDays() == 0
                ? new UserSplit.ByShuffle(options.seed(), options.fold())
                : new UserSplit.AtBorder(
                        Instant.ofEpochMilli(RecordedUsers.end(log)).minus(Duration.ofDays(options.testDays())),
                        SessionGap.of(options.sessionGap()),
                        options.seed());
    }

    private static String describe(List<UserSplit> splits) {
        List<Instant> borders = splits.stream()
                .filter(UserSplit.AtBorder.class::isInstance)
                .map(split -> ((UserSplit.AtBorder) split).border())
                .toList();
        return borders.isEmpty()
                ? ((UserSplit.ByShuffle) splits.get(0)).describe()
                : UserSplit.AtBorder.describe(borders);
    }

    private static String leftOut(List<RecordedUsers> recorded, List<UserSplit> splits) {
        int cutOff = recorded.stream().mapToInt(RecordedUsers::cutOff).sum();
        int across = 0;
        for (int i = 0; i < splits.size(); i++) {
            across += splits.get(i) instanceof UserSplit.AtBorder byTime
                    ? byTime.acrossBorder(recorded.get(i).users())
                    : 0;
        }
        return cutOff + (cutOff == 1 ? " session" : " sessions") + " that the recording cuts off"
                + (across == 0 ? "" : " and " + across + " across the border of the test part");
    }

    private static void requireUsers(DataSet data) {
        int users = data.log().users().size();
        if (users < LEAST_USERS) {
            throw new TrainingException(data.name() + " holds events of " + users + " users; training,"
                    + " validation and test need at least " + LEAST_USERS + " together: use more data");
        }
    }

    private void requireBothOutcomes() {
        for (int i = 0; i < parts.size(); i++) {
            requireBothOutcomes("training", i, parts.get(i).training());
            requireBothOutcomes("validation", i, parts.get(i).validation());
            requireBothOutcomes("test", i, parts.get(i).test());
        }
    }

    private void requireBothOutcomes(String part, int set, List<SessionExample> examples) {
        if (examples.isEmpty()) {
            throw new TrainingException("In the " + part + " part of " + names.get(set)
                    + " there is no session, so no event is followed by a purchase. Left out: " + leftOut
                    + ". Use more data, or fewer --test-days");
        }
        double rate = baseRate(examples);
        if (!(rate > 0 && rate < 1)) {
            throw new TrainingException("In the " + part + " part of " + names.get(set) + " "
                    + (rate > 0 ? "every event is" : "no event is")
                    + " followed by a purchase in its session. Left out: " + leftOut
                    + ". Use more data, or another seed");
        }
    }

    private static double baseRate(List<SessionExample> examples) {
        double positives = 0;
        double events = 0;
        for (SessionExample example : examples) {
            for (int i = 0; i < example.size(); i++) {
                positives += example.labels()[i] * example.weight(i);
                events += example.weight(i);
            }
        }
        return positives / events;
    }
}
