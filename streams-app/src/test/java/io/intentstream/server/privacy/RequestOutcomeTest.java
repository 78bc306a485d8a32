package io.intentstream.server.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserReceipt;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RequestOutcomeTest {

    @Test
    void shouldBeErasedWhenOnePartitionHadTheUser() {
        // Given
        RequestOutcome outcome = new RequestOutcome(
                "r1", List.of(receipt(0, RequestEffect.NONE, false), receipt(1, RequestEffect.ERASED, true)));

        // When / Then
        assertThat(outcome.erased()).isTrue();
        assertThat(outcome.resumed()).isFalse();
        assertThat(outcome.ignoring()).isTrue();
    }

    @Test
    void shouldHaveNoEffectWhenNoPartitionHadTheUser() {
        // Given
        RequestOutcome outcome = new RequestOutcome("r1", List.of(receipt(0, RequestEffect.NONE, false)));

        // When / Then
        assertThat(outcome.erased()).isFalse();
        assertThat(outcome.resumed()).isFalse();
        assertThat(outcome.ignoring()).isFalse();
    }

    private static UserReceipt receipt(int partition, RequestEffect effect, boolean ignoring) {
        return UserReceipt.newBuilder()
                .setRequestId("r1")
                .setUserId("ann")
                .setKind(RequestKind.ERASE)
                .setEffect(effect)
                .setIgnoring(ignoring)
                .setPartition(partition)
                .setRequestedAt(Instant.EPOCH)
                .build();
    }
}
