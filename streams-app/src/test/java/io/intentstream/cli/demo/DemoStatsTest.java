package io.intentstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DemoStatsTest {

    private final DemoStats counts = new DemoStats();

    @Test
    void shouldBeCompleteOnceEveryEventIsScoredDeadLetteredOrDuplicate() {
        // Given
        send("a", "b", "a", "bad");
        counts.intent(intent("a"));
        counts.intent(intent("b"));
        counts.profile();
        counts.profile();
        counts.deadLetter("PRICE_NEGATIVE");
        boolean before = counts.isComplete();

        // When
        counts.observed(4, 1, 0);

        // Then
        assertThat(before).isFalse();
        assertThat(counts.isComplete()).isTrue();
        assertThat(counts.summary())
                .returns(4L, DemoSummary::eventsIn)
                .returns(2L, DemoSummary::intentsOut)
                .returns(2L, DemoSummary::profilesOut)
                .returns(1L, DemoSummary::deadLetters)
                .returns(1L, DemoSummary::duplicates)
                .returns(1L, DemoSummary::users);
        assertThat(counts.deadLettersByReason()).containsExactly(Map.entry("PRICE_NEGATIVE", 1L));
    }

    @Test
    void shouldWaitForEventsOfOtherProducers() {
        // Given
        send("a");
        counts.intent(intent("a"));
        counts.profile();

        // When
        counts.observed(2, 0, 0);

        // Then
        assertThat(counts.isComplete()).isFalse();
        assertThat(counts.coversWhatWasSent()).isTrue();
    }

    @Test
    void shouldWaitForTheProfileOfEveryIntent() {
        // Given
        send("a");

        // When
        counts.intent(intent("a"));

        // Then
        assertThat(counts.isComplete()).isFalse();
    }

    private void send(String... eventIds) {
        for (String eventId : eventIds) {
            counts.sending("user", eventId);
        }
    }

    private static PurchaseIntent intent(String eventId) {
        return PurchaseIntent.newBuilder()
                .setUserId("user")
                .setEventId(eventId)
                .setEventTime(Instant.EPOCH)
                .setUpdateNumber(1)
                .setProbability(0.5)
                .setBand(Band.MEDIUM)
                .setHorizon("purchase later in the session")
                .setModelName("model")
                .setModelVersion("1")
                .setModelFingerprint("0000000000000001")
                .build();
    }
}
