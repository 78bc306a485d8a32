package io.intentstream.offline.training.data;

import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.training.data.ExportedExamples.ExamplesPart;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How users are assigned to training, validation and test, 60, 20 and 20 %. An evaluation must assign them as the training
 * did.
 */
public sealed interface UserSplit {

    /** A manifest's split begins with these words if examples were split by time. No users were set aside then. */
    String BY_TIME = "by time";

    /** The users' parts. */
    Split<UserEvents> of(List<UserEvents> users);

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
        public Split<UserEvents> of(List<UserEvents> users) {
            return fold == null ? Split.of(users, seed) : Split.ofFold(users, seed, fold);
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
            return users.stream().filter(user -> part(user.userId()) == part).toList();
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
}
