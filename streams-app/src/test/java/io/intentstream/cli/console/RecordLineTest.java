package io.intentstream.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.schema.RecommendationReason;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.RecommendedItem;
import io.intentstream.schema.SessionOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RecordLineTest {
    private static final Instant TIME = Instant.parse("2025-01-06T10:30:00Z");

    @Test
    void shouldSayWhoEnteredAndWhy() {
        // Given
        AudienceEvent entry = change(AudienceEventKind.ENTERED, AudienceCause.TIME)
                .setValues(Map.of("cart.items", "2"))
                .build();

        // When
        String line = RecordLine.of(entry);

        // Then
        assertThat(line)
                .isEqualTo(
                        "2025-01-06 10:30:00  ann                   entered abandoned-cart, as time passed: cart.items = 2");
    }

    @Test
    void shouldSayHowLongAMemberStayed() {
        // Given
        AudienceEvent exit = change(AudienceEventKind.EXITED, AudienceCause.EVENT)
                .setMemberSince(TIME.minus(Duration.ofHours(5)))
                .setEventId("e1")
                .setLate(true)
                .build();

        // When
        String line = RecordLine.of(exit);

        // Then
        assertThat(line).endsWith("  left abandoned-cart after 5 h, by an event that came late");
    }

    @Test
    void shouldSayWhatCameOfASession() {
        // Given
        SessionOutcome.Builder session = session();

        // When
        String bought = RecordLine.of(session.setBought(true)
                .setOrders(1)
                .setOrderValueMinor(4990)
                .setCurrency("EUR")
                .build());
        String left =
                RecordLine.of(session().setCartItems(1).setEntryChannel("app").build());

        // Then
        assertThat(bought)
                .isEqualTo("2025-01-06 10:30:00  ann                      12.5      14   0.61  bought for 49.90 EUR");
        assertThat(left).endsWith("left 1 product in the cart, came by app");
    }

    @Test
    void shouldNameTheFirstProductsOfAListWithTheirReasons() {
        // Given
        Recommendations list = Recommendations.newBuilder()
                .setUserId("ann")
                .setEventId("e1")
                .setEventTime(TIME)
                .setUpdateNumber(1)
                .setTrigger(RecommendationTrigger.SESSION_START)
                .setItems(IntStream.range(0, 7)
                        .mapToObj(n -> RecommendedItem.newBuilder()
                                .setItemId("p" + n)
                                .setScore(.5)
                                .setReason(RecommendationReason.ALSO_VIEWED)
                                .build())
                        .toList())
                .setItemsName("shop-items")
                .setItemsVersion("1")
                .setItemsFingerprint("00")
                .build();

        // When
        String line = RecordLine.of(list);
        String empty = RecordLine.of(
                Recommendations.newBuilder(list).setItems(List.of()).build());

        // Then
        assertThat(line)
                .isEqualTo(
                        "2025-01-06 10:30:00  ann                   start         p0 (also viewed), p1 (also viewed),"
                                + " p2 (also viewed), p3 (also viewed), p4 (also viewed) and 2 more");
        assertThat(empty).endsWith("start         nothing to recommend");
    }

    @Test
    void shouldNameALengthInItsLargestUnit() {
        // When // Then
        assertThat(RecordLine.inWords(Duration.ofSeconds(42))).isEqualTo("42 s");
        assertThat(RecordLine.inWords(Duration.ofSeconds(290))).isEqualTo("5 min");
        assertThat(RecordLine.inWords(Duration.ofMinutes(181))).isEqualTo("3 h");
        assertThat(RecordLine.inWords(Duration.ofDays(12))).isEqualTo("12 days");
    }

    private static AudienceEvent.Builder change(AudienceEventKind kind, AudienceCause cause) {
        return AudienceEvent.newBuilder()
                .setUserId("ann")
                .setAudience("abandoned-cart")
                .setKind(kind)
                .setEventTime(TIME)
                .setCause(cause)
                .setUpdateNumber(7)
                .setDefinition("0123abcd");
    }

    private static SessionOutcome.Builder session() {
        return SessionOutcome.newBuilder()
                .setUserId("ann")
                .setSession(2)
                .setStartedAt(TIME)
                .setEndedAt(TIME.plusSeconds(750))
                .setEvents(14)
                .setItems(5)
                .setCartItems(0)
                .setCartValueMinor(0)
                .setBought(false)
                .setOrders(0)
                .setOrderValueMinor(0)
                .setHighestProbability(0.61)
                .setModelFingerprint("00");
    }
}
