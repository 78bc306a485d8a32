package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.audience.Audience;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.condition.Condition;
import io.intentstream.core.condition.Facts;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.AudienceEventKind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AudienceFilterTest {
    private static final AudienceSet DECLARED =
            new AudienceSet(List.of(audience("vip"), audience("new")), new int[] {0, 1});

    @Test
    void shouldSelectEverythingWithoutParameters() {
        // When
        AudienceFilter filter = AudienceFilter.of(List.of(), List.of(), List.of(), DECLARED);

        // Then
        assertThat(filter.test(event("vip", AudienceEventKind.ENTERED, "ann"))).isTrue();
        assertThat(filter.test(event("removed", AudienceEventKind.OTHER, "bob")))
                .isTrue();
    }

    @Test
    void shouldSelectAnyOfItsAudiencesKindsAndUsers() {
        // When
        AudienceFilter filter = AudienceFilter.of(List.of("vip"), List.of("EXITED"), List.of("ann", "bob"), DECLARED);

        // Then
        assertThat(filter.test(event("vip", AudienceEventKind.EXITED, "bob"))).isTrue();
        assertThat(filter.test(event("vip", AudienceEventKind.EXITED, "eve"))).isFalse();
        assertThat(filter.test(event("vip", AudienceEventKind.ENTERED, "bob"))).isFalse();
        assertThat(filter.test(event("new", AudienceEventKind.EXITED, "bob"))).isFalse();
    }

    @Test
    void shouldNameWhatExists() {
        // When / Then
        assertThatThrownBy(() -> AudienceFilter.of(List.of("VIP"), List.of(), List.of(), DECLARED))
                .isInstanceOf(Problem.class)
                .hasMessage("there is no such audience; declared are vip, new");
        assertThatThrownBy(() -> AudienceFilter.of(List.of(), List.of("entered"), List.of(), DECLARED))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("[ENTERED, EXITED]");
        assertThatThrownBy(() -> AudienceFilter.of(List.of("vip"), List.of(), List.of(), AudienceSet.NONE))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("audiences.path");
    }

    private static AudienceEvent event(String audience, AudienceEventKind kind, String user) {
        AudienceEvent event = new AudienceEvent();
        event.setAudience(audience);
        event.setKind(kind);
        event.setUserId(user);
        return event;
    }

    private static Audience audience(String name) {
        return new Audience(name, "", new Always(), null, 0, "00000000");
    }

    /** Holds for everyone. */
    private record Always() implements Condition {
        @Override
        public boolean test(Facts facts) {
            return true;
        }

        @Override
        public long nextChange(Facts facts) {
            return Facts.NEVER;
        }

        @Override
        public Map<String, String> values(Facts facts) {
            return Map.of();
        }

        @Override
        public String text() {
            return "true";
        }
    }
}
