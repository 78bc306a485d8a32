package io.intentstream.core.audience;

import io.intentstream.core.state.Fnv1a;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All audiences of a file. Immutable; used by all threads.
 *
 * @param audiences in the order of the file
 * @param evaluationOrder their places, each after those whose members its conditions ask for
 */
public record AudienceSet(List<Audience> audiences, int[] evaluationOrder) {
    /** No audiences: nothing is evaluated, and states keep no memberships. */
    public static final AudienceSet NONE = new AudienceSet(List.of(), new int[0]);

    public AudienceSet {
        audiences = List.copyOf(audiences);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return audiences.isEmpty();
    }

    /** A number for all definitions, by which a state knows which of them it was evaluated with; 0 when there are none. */
    public int fingerprint() {
        if (isEmpty()) {
            return 0;
        }
        StringBuilder all = new StringBuilder();
        audiences.forEach(audience -> all.append(audience.name())
                .append('\n')
                .append(audience.definition())
                .append('\n'));
        return (int) Fnv1a.of(all.toString()) | 1;
    }

    /** The audience of this name; null when there is none. */
    public @Nullable Audience byName(String name) {
        return audiences.stream()
                .filter(audience -> audience.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
