package io.intentstream.offline.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PlaybackTest {

    @Test
    void shouldReturnEveryEventInOrder() throws InterruptedException {
        // Given
        List<ClickEvent> played = new ArrayList<>();
        Playback playback = new Playback(simulator().limit(1_000), 0);

        // When
        long count = playback.play(played::add);

        // Then
        assertThat(count).isEqualTo(1_000);
        assertThat(played).isEqualTo(ReadEvents.all(simulator().limit(1_000)));
    }

    @Test
    void shouldPlayAtTheGivenRate() throws InterruptedException {
        // Given
        Playback playback = new Playback(simulator().limit(201), 1_000);
        long start = System.nanoTime();

        // When
        playback.play(event -> {});

        // Then
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(199));
    }

    @Test
    void shouldStopImmediatelyWhileWaiting() throws Exception {
        // Given
        CountDownLatch firstPlayed = new CountDownLatch(1);
        Playback playback = new Playback(simulator(), 0.001);
        FutureTask<Long> playing = new FutureTask<>(() -> playback.play(event -> firstPlayed.countDown()));
        new Thread(playing).start();
        firstPlayed.await();

        // When
        playback.stop();

        // Then
        assertThat(playing.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(playback.isStopped()).isTrue();
    }

    @Test
    void shouldRefuseInvalidRate() {
        // Given
        double rate = -1;

        // When // Then
        assertThatThrownBy(() -> new Playback(simulator(), rate))
                .isInstanceOf(InputException.class)
                .hasMessage("The rate is -1.0 events per second: it must be 0 (as fast as possible) or more");
    }

    private static EventSource simulator() {
        return new ShopperSimulator(SimulatorSettings.of(50, 9));
    }
}
