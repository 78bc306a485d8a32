package io.intentstream.offline.training.data;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.ConversionFeature;
import io.intentstream.core.feature.ConversionTable;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.NumericFamily;
import io.intentstream.core.feature.NumericFeature;
import io.intentstream.core.feature.NumericValue;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a model's features and fits their normalisation and vocabularies, from training users alone.
 *
 * <p>Numeric features that are missing or equal in nearly all training events are left out, and so are categorical ones
 * that are nearly always missing. So a price that the training shop did not record does no harm in a shop that records
 * prices.
 */
final class FeatureFit {
    /** A feature with a value in a smaller share of the events is left out. */
    private static final double LEAST_PRESENT = 0.02;

    private static final double LEAST_DEVIATION = 1e-3;
    private static final int MOST_KNOWN_VALUES = 64;
    private static final int HASH_BUCKETS = 16;

    /** A value in fewer training events is not worth an embedding of its own. */
    private static final int LEAST_COUNT = 50;

    /**
     * Left out of every model: features that grow with the age of the data rather than with the user (a file shows the
     * last days of long customer relations), and features that repeat another one.
     */
    private static final Set<NumericFeature> UNFIT_NUMERIC = EnumSet.of(
            NumericFeature.LIFETIME_EVENTS,
            NumericFeature.LIFETIME_PURCHASES,
            NumericFeature.LOG_SESSIONS,
            NumericFeature.LOG_DWELL);

    /** In a few days of data a weekday cannot be distinguished from a date; the hour is used as sine and cosine. */
    private static final Set<CategoricalFeature> UNFIT_CATEGORICAL =
            EnumSet.of(CategoricalFeature.HOUR_OF_DAY, CategoricalFeature.WEEKDAY);

    /** Only this many page types, and as many attributes, have features of their own. */
    private static final int MOST_NAMES = 16;

    private final Map<String, Candidate> numeric = new LinkedHashMap<>();
    private final Map<CategoricalFeature, Map<String, Integer>> categorical = new EnumMap<>(CategoricalFeature.class);
    private @Nullable ConversionTable table;
    private long events;

    private FeatureFit(List<UserEvents> users, Set<String> leaveOut, @Nullable UserTables tables) {
        EnumSet.complementOf(EnumSet.copyOf(UNFIT_NUMERIC))
                .forEach(feature -> numeric.put(feature.id(), new Candidate(feature::value)));
        if (tables != null) {
            for (ConversionFeature feature : ConversionFeature.values()) {
                numeric.put(
                        feature.id(),
                        new Candidate((before, event) -> feature.from(table).of(before, event)));
            }
        }
        commonest(users, event -> event.pageType() == null ? Set.of() : Set.of(event.pageType()))
                .forEach(page -> {
                    addVariant(NumericFamily.PAGE_COUNT, page);
                    addVariant(NumericFamily.SINCE_PAGE, page);
                    addVariant(NumericFamily.PAGE_TIME, page);
                });
        commonest(users, event -> Set.of(event.type().name())).forEach(type -> {
            addVariant(NumericFamily.EVENT_COUNT, type);
            addVariant(NumericFamily.SINCE_EVENT, type);
            addVariant(NumericFamily.EVENT_TIME, type);
        });
        commonest(users, event -> event.attributes().keySet())
                .forEach(attribute -> addVariant(NumericFamily.ATTRIBUTE, attribute));
        EnumSet.complementOf(EnumSet.copyOf(UNFIT_CATEGORICAL))
                .forEach(feature -> categorical.put(feature, new HashMap<>()));
        leaveOut(leaveOut);
    }

    /** Whether this begins the names of a family, of which these users may have no member. */
    private static boolean isFamily(String name) {
        return Arrays.stream(NumericFamily.values())
                .anyMatch(family -> family.id("").equals(name));
    }

    private void leaveOut(Set<String> names) {
        for (String name : names) {
            if (name.equals(CategoricalFeature.EVENT_TYPE.id())) {
                throw new TrainingException("--leave-out " + name + ": every model reads the event's type");
            }
            boolean left = name.endsWith(":")
                    ? numeric.keySet().removeIf(id -> id.startsWith(name))
                    : numeric.remove(name) != null
                            || categorical
                                    .keySet()
                                    .removeIf(feature -> feature.id().equals(name));
            if (!left && !isFamily(name)) {
                throw new TrainingException("--leave-out " + name + ": there is no such feature. Features: "
                        + String.join(", ", numeric.keySet()) + ", "
                        + categorical.keySet().stream()
                                .map(CategoricalFeature::id)
                                .collect(Collectors.joining(", ")));
            }
        }
    }

    /**
     * The features that these users' events can teach.
     *
     * @param leaveOut names of features that the model must not read; one that ends with a colon stands for its family
     * @param tables what {@link ConversionFeature}s read; null if the model reads none
     * @throws TrainingException when there is no such feature
     */
    static FeatureSpec of(List<UserEvents> users, HistoryFold fold, Set<String> leaveOut, @Nullable UserTables tables) {
        FeatureFit fit = new FeatureFit(users, leaveOut, tables);
        for (UserEvents user : users) {
            fit.table = tables == null ? null : tables.outOfFold().get(UserTables.fold(user.userId()));
            fold.play(user, fit::add);
        }
        return fit.spec();
    }

    private void addVariant(NumericFamily family, String name) {
        numeric.put(family.id(name), new Candidate(family.of(name)));
    }

    /** The names that most events have, in alphabetical order. */
    private static List<String> commonest(List<UserEvents> users, Function<WindowEvent, Set<String>> names) {
        Map<String, Integer> counts = new TreeMap<>();
        for (UserEvents user : users) {
            user.events().forEach(event -> names.apply(event).forEach(name -> counts.merge(name, 1, Integer::sum)));
        }
        return byCount(counts).limit(MOST_NAMES).map(Map.Entry::getKey).sorted().toList();
    }

    private static Stream<Map.Entry<String, Integer>> byCount(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()));
    }

    private void add(History before, WindowEvent event) {
        events++;
        numeric.values().forEach(candidate -> candidate.moments.add(candidate.value.of(before, event)));
        categorical.forEach((feature, counts) -> {
            String value = feature.value(before, event);
            if (value != null) {
                counts.merge(value, 1, Integer::sum);
            }
        });
    }

    private FeatureSpec spec() {
        List<FeatureSpec.Numeric> numbers = numeric.entrySet().stream()
                .filter(entry -> entry.getValue().moments.isInformative(events))
                .map(entry -> new FeatureSpec.Numeric(
                        entry.getKey(),
                        entry.getValue().moments.mean(),
                        entry.getValue().moments.deviation()))
                .toList();
        List<FeatureSpec.Categorical> categories = categorical.entrySet().stream()
                .filter(entry -> entry.getKey() == CategoricalFeature.EVENT_TYPE || isPresent(entry.getValue()))
                .map(entry -> vocabulary(entry.getKey(), entry.getValue()))
                .toList();
        return new FeatureSpec(numbers, categories);
    }

    private boolean isPresent(Map<String, Integer> counts) {
        return counts.values().stream().mapToLong(Integer::longValue).sum() >= LEAST_PRESENT * events;
    }

    /** All event types, seen or not (unseen ones learn from similar ones); for other features the commonest values. */
    private static FeatureSpec.Categorical vocabulary(CategoricalFeature feature, Map<String, Integer> counts) {
        if (feature == CategoricalFeature.EVENT_TYPE) {
            return new FeatureSpec.Categorical(
                    feature.id(),
                    Arrays.stream(EventType.values()).map(Enum::name).toList(),
                    0);
        }
        Stream<Map.Entry<String, Integer>> commonest =
                byCount(counts).filter(entry -> entry.getValue() >= LEAST_COUNT).limit(MOST_KNOWN_VALUES);
        return new FeatureSpec.Categorical(
                feature.id(), commonest.map(Map.Entry::getKey).toList(), HASH_BUCKETS);
    }

    /** A feature that may be chosen. */
    private record Candidate(NumericValue value, Moments moments) {
        Candidate(NumericValue value) {
            this(value, new Moments());
        }
    }

    /** Running mean and variance of the present values (Welford, 1962). */
    private static final class Moments {
        private long count;
        private double mean;
        private double squares;

        void add(double value) {
            if (Double.isNaN(value)) {
                return;
            }
            count++;
            double distance = value - mean;
            mean += distance / count;
            squares += distance * (value - mean);
        }

        double mean() {
            return mean;
        }

        double deviation() {
            return Math.sqrt(squares / count);
        }

        boolean isInformative(long events) {
            return count > 0 && count >= LEAST_PRESENT * events && deviation() > LEAST_DEVIATION;
        }
    }
}
