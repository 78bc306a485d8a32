package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.PurchaseIntent;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FeedSubscriberTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final IntentFilter ALL = IntentFilter.of(List.of(), List.of(), List.of());

    private final FeedSubscriber<PurchaseIntent> listener =
            new FeedSubscriber<>(ALL, new FeedHistory<PurchaseIntent>().latest(0, ALL));

    @Test
    void shouldDropOldestIntentsAndReportHowMany() throws InterruptedException {
        // Given
        int overflow = 3;

        // When
        List<FeedEvent<PurchaseIntent>> events = IntStream.range(0, FeedSubscriber.CAPACITY + overflow)
                .mapToObj(i -> new FeedEvent<>(new StreamPosition("00000000", i), new PurchaseIntent()))
                .toList();
        long displaced = events.stream().filter(listener::offer).count();

        // Then
        assertThat(displaced).isEqualTo(overflow);
        assertThat(listener.next(PATIENCE)).isEqualTo(new FeedSubscriber.Next<>(events.get(overflow), overflow, false));
        assertThat(listener.next(PATIENCE)).isEqualTo(new FeedSubscriber.Next<>(events.get(overflow + 1), 0, false));
    }

    @Test
    void shouldReportTimeoutWithoutIntent() throws InterruptedException {
        // When
        FeedSubscriber.Next<PurchaseIntent> next = listener.next(Duration.ofMillis(1));

        // Then
        assertThat(next).isEqualTo(new FeedSubscriber.Next<>(null, 0, false));
    }

    @Test
    void shouldWakeWaitingClientOnClose() throws Exception {
        // Given
        CompletableFuture<FeedSubscriber.Next<PurchaseIntent>> waiting = CompletableFuture.supplyAsync(() -> {
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
}
