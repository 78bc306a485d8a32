package io.intentstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.avro.SampleRecords;
import io.intentstream.core.engine.BasketEvents;
import io.intentstream.core.engine.UserView.JourneyEvent;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.EventType;
import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserReceipt;
import io.intentstream.server.privacy.RequestOutcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserTextTest {

    @Test
    void shouldShowTheScoreAfterEachEventOfTheWindow() {
        // Given
        List<JourneyEvent> journey = List.of(
                new JourneyEvent(event(0, EventType.SEARCH, null, null), 0.04, 0, Band.LOW, false),
                new JourneyEvent(event(61, EventType.ADD_TO_CART, "shoe-1", "shoes"), 0.5, 0.46, Band.HIGH, false));

        // When
        List<String> lines =
                UserText.of(SampleRecords.fullProfile(), journey).lines().toList();

        // Then
        assertThat(lines)
                .containsSubsequence(
                        "the behaviour window (UTC), 2 events, each with the score after it",
                        "  2026-03-01 12:00:00  search                                      0.04 █",
                        "  2026-03-01 12:01:01  add to cart        shoe-1 · shoes           0.50 ██████████           HIGH");
    }

    @Test
    void shouldShowNumberOfProductsAndValueOfAnOrder() {
        // Given
        WindowEvent order = WindowEvent.of(
                BasketEvents.worth(21_830L, BasketEvents.order("1", EventType.PURCHASE, 0, "A", 1, 2, 3, 4, 5)),
                List.of());

        // When
        String text =
                UserText.of(SampleRecords.fullProfile(), List.of(new JourneyEvent(order, 0.25, 0, Band.LOW, false)));

        // Then
        assertThat(text).contains("purchase           5 products · 218.30 EUR ");
    }

    @Test
    void shouldShowTheProfilesLatestEventsWithoutAState() {
        // When
        String text = UserText.of(SampleRecords.fullProfile(), List.of());

        // Then
        assertThat(text).contains("the latest events (UTC)").doesNotContain("the behaviour window");
    }

    @Test
    void shouldSayWhatAnErasureLeavesToDo() {
        // Given
        Instant time = Instant.parse("2026-03-01T12:00:00Z");
        UserReceipt receipt = new UserReceipt("r", "o'hara", RequestKind.ERASE, RequestEffect.ERASED, false, 0, time);

        // When
        String text = UserText.remaining(new RequestOutcome("r", List.of(receipt)));

        // Then
        assertThat(text.lines())
                .contains(
                        "  delete from purchase_intents where user_id = 'o''hara' and event_time <= '2026-03-01T12:00:00Z';",
                        "  delete from session_outcomes where user_id = 'o''hara' and ended_at <= '2026-03-01T12:00:00Z';");
    }

    private static WindowEvent event(long second, EventType type, String item, String category) {
        long time = Instant.parse("2026-03-01T12:00:00Z").plusSeconds(second).toEpochMilli();
        return new WindowEvent(second, time, type, item, category, null, -1, null, 1, -1, null, null);
    }
}
