package io.intentstream.offline.training.data;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How users, or their sessions, are assigned to training, validation and test. An evaluation must assign them as the
 * training did.
 */
public sealed interface UserSplit {

    /** A manifest's split begins with these words if it was by time. */
    String BY_TIME = "by time";

    /** Which events the test part holds, for reports. */
    String testPart();

    /** The test part of users who are split 60, 20 and 20 %. */
    String TEST_FIFTH = "the test fifth of a split by user, 60 % training, 20 % validation, 20 % test";

    /** The users' parts. Users without events are in none, but count when users are drawn. */
    Split<UserEvents> of(List<UserEvents> users);

    private static List<UserEvents> withEvents(List<UserEvents> users) {
        return users.stream().filter(user -> !user.events().isEmpty()).toList();
    }

    /**
     * Randomly, which requires all users in their order: as {@code train} splits files of events.
     *
     * @param seed each seed yields another split
     * @param fold which fifth is the test part ({@link Split#ofFold}); null for the last one ({@link Split#of})
     */
    record ByShuffle(long seed, @Nullable Integer fold) implements UserSplit {
        private static final String WORDS = "by user in each data set, 60 % training, 20 % validation, 20 % test";
        private static final Pattern FOLD = Pattern.compile(Pattern.quote(WORDS) + ", fold ([0-4])");

        @Override
        public String testPart() {
            return TEST_FIFTH;
        }

        @Override
        public Split<UserEvents> of(List<UserEvents> users) {
            return (fold == null ? Split.of(users, seed) : Split.ofFold(users, seed, fold)).map(UserSplit::withEvents);
        }

        /** As text, for manifests and people; {@link #read} parses it. */
        public String describe() {
            return fold == null ? WORDS : WORDS + ", fold " + fold;
        }

        /** The split of this seed that a text of {@link #describe} means; of any other text, the one without a fold. */
        public static ByShuffle read(String words, long seed) {
            Matcher matcher = FOLD.matcher(words);
            return new ByShuffle(seed, matcher.matches() ? Integer.valueOf(matcher.group(1)) : null);
        }
    }

    /**
     * By a hash of the user's id, in approximately these shares: as {@code export} splits, which sees users one by one.
     *
     * @param seed each seed yields another split
     */
    record ByHash(long seed) implements UserSplit {
        private static final Pattern WORDS = Pattern.compile("by a hash of the user, .* seed (-?\\d{1,19})");

        @Override
        public String testPart() {
            return TEST_FIFTH;
        }

        /** The user's part. */
        public ExamplesPart part(String userId) {
            long place = Math.floorMod(WindowEvent.hash(seed + " " + userId), 10L);
            return place < 6 ? ExamplesPart.TRAINING : place < 8 ? ExamplesPart.VALIDATION : ExamplesPart.TEST;
        }

        @Override
        public Split<UserEvents> of(List<UserEvents> users) {
            return new Split<>(
                    only(ExamplesPart.TRAINING, users),
                    only(ExamplesPart.VALIDATION, users),
                    only(ExamplesPart.TEST, users));
        }

        private List<UserEvents> only(ExamplesPart part, List<UserEvents> users) {
            return withEvents(users).stream()
                    .filter(user -> part(user.userId()) == part)
                    .toList();
        }

        /** As text, for manifests and people; {@link #read} parses it. */
        public String describe() {
            return "by a hash of the user, 60 % training, 20 % validation, 20 % test, seed " + seed;
        }

        /** Parses the text of {@link #describe}; empty for the text of another kind of split. */
        public static Optional<ByHash> read(String words) {
            Matcher matcher = WORDS.matcher(words);
            return matcher.matches() ? Optional.of(new ByHash(Long.parseLong(matcher.group(1)))) : Optional.empty();
        }
    }

    /**
     * By time: the sessions from a border on are the test part. Of the sessions before it, those of four fifths of the users
     * are the training part and those of the others the validation part. Test sessions have the features of their users'
     * whole history. A session across the border is in no part, since its outcome is known only after it.
     *
     * @param border start of the test part
     * @param gap cuts events into sessions
     * @param seed decides who is in the validation part
     */
    record AtBorder(Instant border, SessionGap gap, long seed) implements UserSplit {
        private static final Pattern WORDS = Pattern.compile(BY_TIME + ".* test from (.+)");
        private static final double TRAINING = 0.8;

        @Override
        public String testPart() {
            return "the sessions from " + border + " on, with the history before";
        }

        @Override
        public Split<UserEvents> of(List<UserEvents> users) {
            List<UserEvents> before = new ArrayList<>();
            List<UserEvents> after = new ArrayList<>();
            for (UserEvents user : users) {
                int eventsBefore = eventsBefore(user.times());
                before.add(user.first(startOfSession(user, eventsBefore)));
                if (eventsBefore < user.events().size()) {
                    after.add(user.countedFrom(border));
                }
            }
            Collections.shuffle(before, new Random(seed));
            int training = (int) Math.round(before.size() * TRAINING);
            return new Split<>(
                    withEvents(before.subList(0, training)),
                    withEvents(before.subList(training, before.size())),
                    List.copyOf(after));
        }

        /** Number of sessions that are in no part. */
        public int acrossBorder(List<UserEvents> users) {
            int across = 0;
            for (UserEvents user : users) {
                int eventsBefore = eventsBefore(user.times());
                across += startOfSession(user, eventsBefore) < eventsBefore ? 1 : 0;
            }
            return across;
        }

        private int eventsBefore(long[] times) {
            int before = 0;
            while (before < times.length && times[before] < border.toEpochMilli()) {
                before++;
            }
            return before;
        }

        /** Index of the first event of the session of this event; the number of events if there is no such event. */
        private int startOfSession(UserEvents user, int event) {
            return event == user.events().size() ? event : gap.sessionStart(user.times(), event);
        }

        /** The text for manifests and people; {@link #borders} parses it. */
        public static String describe(List<Instant> borders) {
            return BY_TIME + " in each data set, 80 % of the users before the border for training, 20 % for validation,"
                    + " test from " + borders.stream().map(Instant::toString).collect(Collectors.joining(", "));
        }

        /**
         * Parses the text of {@link #describe}, or that of exported examples: for each data set the start of the test part.
         * Empty for the text of another kind of split.
         */
        public static List<Instant> borders(String words) {
            Matcher matcher = WORDS.matcher(words);
            try {
                return matcher.matches()
                        ? Stream.of(matcher.group(1).split(", "))
                                .map(Instant::parse)
                                .toList()
                        : List.of();
            } catch (DateTimeParseException e) {
                return List.of();
            }
        }
    }
}
