package io.intentstream.offline.training.data;

import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.TrainingShares;
import io.intentstream.core.session.SessionGap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
 * @param copies perturbed copies of all training sessions, each list in the order of {@code sessions().training()}
 * @param users number of users in all data sets
 * @param events number of events in all data sets
 * @param horizon what the labels say, as the manifest words it
 * @param sessionGap inactivity that ends a session
 * @param split how the parts were made, as text
 */
public record LearningData(
        List<String> names,
        FeatureSpec features,
        @Nullable ProductCounts counts,
        @Nullable TrainingShares shares,
        List<Split<SessionExample>> parts,
        List<List<SessionExample>> copies,
        int users,
        long events,
        String horizon,
        Duration sessionGap,
        String split) {

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
        List<Split<UserEvents>> users = data.stream()
                .map(set -> withCheckouts(split(options).of(set.log().users()), options))
                .toList();
        List<UserEvents> learning =
                users.stream().flatMap(part -> part.training().stream()).toList();
        ProductCounts counts = options.conversionTables() ? ProductCounts.of(learning, strangers(data, counted)) : null;
        UserTables tables = counts == null ? null : UserTables.of(counts.all(), learning);
        FeatureSpec features = FeatureFit.of(learning, fold, tables);
        UserFeatures computed = new UserFeatures(features, tables);
        List<Split<SessionExample>> parts = new ArrayList<>();
        List<List<SessionExample>> copies = Stream.generate(
                        () -> (List<SessionExample>) new ArrayList<SessionExample>())
                .limit(options.copies())
                .toList();
        Random random = new Random(options.seed());
        for (int i = 0; i < users.size(); i++) {
            int set = i;
            String origin = data.get(i).name() + "/";
            List<UserEvents> training = users.get(i).training();
            SessionExamples others = new SessionExamples(fold, computed.others(), origin, set);
            Function<List<UserEvents>, List<SessionExample>> cutTraining = some -> some.stream()
                    .flatMap(user ->
                            new SessionExamples(fold, computed.training(user), origin, set).of(List.of(user)).stream())
                    .toList();
            parts.add(new Split<>(
                    cutTraining.apply(training),
                    others.of(users.get(i).validation()),
                    others.of(users.get(i).test())));
            PerturbedCopies perturbed = PerturbedCopies.of(training, SessionGap.of(options.sessionGap()), random);
            copies.forEach(copy -> copy.addAll(cutTraining.apply(perturbed.apply(training))));
        }
        LearningData ready = new LearningData(
                data.stream().map(DataSet::name).toList(),
                features,
                counts,
                shares(features, parts),
                parts,
                copies,
                data.stream().mapToInt(set -> set.log().users().size()).sum(),
                data.stream().mapToLong(set -> set.log().events()).sum(),
                SessionExamples.HORIZON,
                options.sessionGap(),
                split(options).describe());
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
        List<SessionExample> all = Stream.of(sessions.training(), sessions.validation(), sessions.test())
                .flatMap(List::stream)
                .toList();
        LearningData ready = new LearningData(
                List.of(exported.about().source()),
                exported.about().features(),
                null,
                exported.about().trainingShares(),
                List.of(sessions),
                List.of(),
                (int) all.stream().map(SessionExample::userId).distinct().count(),
                all.stream().mapToLong(example -> example.labels().length).sum(),
                exported.about().horizon(),
                Duration.ofSeconds(exported.about().sessionGapSeconds()),
                exported.about().split());
        ready.requireBothOutcomes();
        return ready;
    }

    /** The sessions of all data sets. */
    public Split<SessionExample> sessions() {
        return new Split<>(all(Split::training), all(Split::validation), all(Split::test));
    }

    /** Number of sessions in all parts. */
    public int sessionCount() {
        return parts.stream()
                .mapToInt(part -> part.training().size()
                        + part.validation().size()
                        + part.test().size())
                .sum();
    }

    /** Share of positive events among the training events. */
    public double baseRate() {
        return baseRate(sessions().training());
    }

    private List<SessionExample> all(Function<Split<SessionExample>, List<SessionExample>> part) {
        return parts.stream().flatMap(split -> part.apply(split).stream()).toList();
    }

    private static UserSplit.ByShuffle split(TrainingOptions options) {
        return new UserSplit.ByShuffle(options.seed(), options.fold());
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
        double rate = baseRate(examples);
        if (!(rate > 0 && rate < 1)) {
            throw new TrainingException("In the " + part + " part of " + names.get(set) + " "
                    + (rate > 0 ? "every event is" : "no event is")
                    + " followed by a purchase in its session: use more data, or another seed");
        }
    }

    private static double baseRate(List<SessionExample> examples) {
        double positives = 0;
        double events = 0;
        for (SessionExample example : examples) {
            for (float label : example.labels()) {
                positives += label * example.weight();
                events += example.weight();
            }
        }
        return positives / events;
    }
}
