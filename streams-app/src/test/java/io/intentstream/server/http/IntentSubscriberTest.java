package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.server.http.IntentSubscriber.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class IntentSubscriberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final IntentSubscriber listener = new IntentSubscriber(IntentFilter.of(List.of(), List.of()));

    @Test
    void shouldDropOldestIntentsAndReportHowMany() throws InterruptedException {
        // Given
        int overflow = 3;

        // When
        int displaced = 0;
        for (int i = 0; i < IntentSubscriber.CAPACITY + overflow; i++) {
            displaced += listener.offer(event(i)) ? 1 : 0;
        }

        // Then
        assertThat(displaced).isEqualTo(overflow);
        assertThat(listener.next(PATIENCE)).isEqualTo(new IntentSubscriber.Next(event(overflow), overflow, false));
        assertThat(listener.next(PATIENCE)).isEqualTo(new IntentSubscriber.Next(event(overflow + 1), 0, false));
    }

    @Test
    void shouldReportTimeoutWithoutIntent() throws InterruptedException {
        // When
        IntentSubscriber.Next next = listener.next(Duration.ofMillis(1));

        // Then
        assertThat(next).isEqualTo(new IntentSubscriber.Next(null, 0, false));
    }

    @Test
    void shouldWakeWaitingClientOnClose() throws Exception {
        // Given
        CompletableFuture<IntentSubscriber.Next> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return listener.next(PATIENCE);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        // When
        listener.close();

        // Then
        assertThat(waiting.get(10, TimeUnit.SECONDS).closed()).isTrue();
    }

    private static Event event(int number) {
        return new Event("0-" + number, "{}");
    }
}
