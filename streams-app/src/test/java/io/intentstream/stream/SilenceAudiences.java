package io.intentstream.stream;

import io.intentstream.core.audience.Audience;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.condition.Condition;
import io.intentstream.core.condition.Facts;
import io.intentstream.core.condition.Variable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Audiences that depend on nothing but how long a user has been silent. */
public final class SilenceAudiences {
    private SilenceAudiences() {}

    /** {@code active}: seen within the last hour; {@code quiet}: silent for an hour. */
    public static AudienceSet activeAndQuiet() {
        return of(active("active", Duration.ofHours(1)), quiet("quiet", Duration.ofHours(1)));
    }

    public static AudienceSet of(Audience... audiences) {
        return new AudienceSet(
                List.of(audiences), IntStream.range(0, audiences.length).toArray());
    }

    /** Users who were seen within this time. */
    public static Audience active(String name, Duration within) {
        return audience(name, new Silence(within, false));
    }

    /** Users who have been silent for this time. */
    public static Audience quiet(String name, Duration atLeast) {
        return audience(name, new Silence(atLeast, true));
    }

    private static Audience audience(String name, Silence condition) {
        return new Audience(name, "", condition, null, 0, String.format("%08x", condition.hashCode()));
    }

    private record Silence(Duration limit, boolean holdsAfter) implements Condition {
        @Override
        public boolean test(Facts facts) {
            return facts.now() >= changesAt(facts) == holdsAfter;
        }

        @Override
        public long nextChange(Facts facts) {
            return facts.now() < changesAt(facts) ? changesAt(facts) : Facts.NEVER;
        }

        private long changesAt(Facts facts) {
            return facts.moment(Variable.Moment.LAST_SEEN) + limit.toMillis();
        }

        @Override
        public Map<String, String> values(Facts facts) {
            return Map.of();
        }

        @Override
        public String text() {
            return "since(lastSeen) " + (holdsAfter ? ">= " : "< ") + limit;
        }
    }
}
