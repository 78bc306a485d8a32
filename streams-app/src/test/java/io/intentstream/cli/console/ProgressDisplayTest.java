package io.intentstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.offline.replay.ReplayProgress.Phase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {

    private final StringWriter out = new StringWriter();

    @Test
    void shouldDrawStatusOverItselfWithoutWrappingOnATerminal() {
        // Given
        ProgressDisplay progress = display(true, Duration.ofSeconds(5));

        // When
        progress.status("1 of 2");
        progress.say("done");

        // Then
        assertThat(out).hasToString("\r\u001b[K\u001b[?7l1 of 2\u001b[?7h\r\u001b[Kdone" + System.lineSeparator());
    }

    @Test
    void shouldPrintNoControlCharactersWithoutATerminal() {
        // Given
        ProgressDisplay progress = display(false, Duration.ofSeconds(5));

        // When
        progress.status("1 of 2");
        progress.say("user \u001b[2J");

        // Then
        assertThat(out).hasToString("user \uFFFD[2J" + System.lineSeparator());
    }

    @Test
    void shouldPrintPercentEventsRateAndTimeLeftWithoutATerminal() {
        // Given
        ProgressDisplay progress = display(false, Duration.ZERO);
        progress.at(Phase.REPLAYING, 0, 0);

        // When
        progress.at(Phase.REPLAYING, 0.25, 12_345);

        // Then
        assertThat(out.toString()).matches("replaying: 25 %, 12,345 events, [0-9,]+/s, about \\d+ s left\\R");
    }

    @Test
    void shouldPrintNoTimeLeftWhenTheTotalIsUnknown() {
        // Given
        ProgressDisplay progress = display(false, Duration.ZERO);
        progress.count("sending", Double.NaN, 0);

        // When
        progress.count("sending", Double.NaN, 1_000);

        // Then
        assertThat(out.toString()).matches("sending: 1,000 events, [0-9,]+/s\\R");
    }

    @Test
    void shouldPrintEveryStepWithoutATerminal() {
        // Given
        ProgressDisplay progress = display(false, Duration.ofSeconds(5));

        // When
        progress.expect(2);
        progress.step("first");
        progress.step("second");

        // Then
        assertThat(out.toString()).isEqualToNormalizingNewlines("[1/2] first\n[2/2] second\n");
    }

    @Test
    void shouldDrawABarOnATerminal() {
        // Given
        ProgressDisplay progress = display(true, Duration.ofSeconds(5));
        progress.expect(2);
        progress.step("read");

        // When
        progress.step("fit");

        // Then
        assertThat(out.toString()).contains("evaluating: 50 % [██████████          ] [2/2] fit");
    }

    private ProgressDisplay display(boolean terminal, Duration plainInterval) {
        return new ProgressDisplay(new PrintWriter(out), terminal, plainInterval);
    }
}
