package io.intentstream.training;

import io.intentstream.state.Click;
import io.intentstream.training.ExportedExamples.Part;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How users are dealt to training, validation and test, 60, 20 and 20 %: who evaluates a bundle must deal them alike. */
public sealed interface UserSplit {

    /** How a manifest's words begin for examples that were split by time: they set no user aside. */
    String BY_TIME = "by time";

    /** The users' parts. */
    Split<UserClicks> of(List<UserClicks> users);

    /** By lot, which takes knowing all of them and their order: as {@code train} splits files of events. */
    record ByLot(long seed) implements UserSplit {
        @Override
        public Split<UserClicks> of(List<UserClicks> users) {
            return Split.of(users, seed);
        }
    }

    /**
     * By a hash of each one's id, about in these parts: as {@code export} splits, which sees users one by one.
     *
     * @param seed another one, another split
     */
    record ByHash(long seed) implements UserSplit {
        private static final Pattern WORDS = Pattern.compile("by a hash of the user, .* seed (-?\\d{1,19})");

        /** The user's part. */
        public Part part(String userId) {
            long place = Math.floorMod(Click.hash(seed + " " + userId), 10L);
            return place < 6 ? Part.TRAINING : place < 8 ? Part.VALIDATION : Part.TEST;
        }

        @Override
        public Split<UserClicks> of(List<UserClicks> users) {
            return new Split<>(only(Part.TRAINING, users), only(Part.VALIDATION, users), only(Part.TEST, users));
        }

        private List<UserClicks> only(Part part, List<UserClicks> users) {
            return users.stream().filter(user -> part(user.userId()) == part).toList();
        }

        /** In words, for manifests and people; {@link #read} reads them. */
        public String describe() {
            return "by a hash of the user, 60 % training, 20 % validation, 20 % test, seed " + seed;
        }

        /** The split that {@link #describe} told of; empty when the words tell of another kind. */
        public static Optional<ByHash> read(String words) {
            Matcher matcher = WORDS.matcher(words);
            return matcher.matches() ? Optional.of(new ByHash(Long.parseLong(matcher.group(1)))) : Optional.empty();
        }
    }
}
