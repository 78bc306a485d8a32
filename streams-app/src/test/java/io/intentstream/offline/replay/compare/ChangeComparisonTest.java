package io.intentstream.offline.replay.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.schema.RecommendationReason;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.RecommendedItem;
import io.intentstream.schema.SessionOutcome;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Comparisons of what time changes: changes of audiences and outcomes of sessions; and of recommendations. */
class ChangeComparisonTest {
    private static final Instant START = Instant.parse("2025-01-06T10:00:00Z");
    private static final TailOfTime TAIL = new TailOfTime(Duration.ofMinutes(5), Duration.ofMinutes(30));

    @Test
    void shouldMatchTheSameChangesOfUsersInAnyOrderOfUsers() {
        // Given
        Side left = side(entry("ann", "cart", 0, AudienceCause.EVENT), entry("bob", "cart", 1, AudienceCause.TIME));
        Side right = side(entry("bob", "cart", 1, AudienceCause.TIME), entry("ann", "cart", 0, AudienceCause.EVENT));

        // When
        DiffResult result = compare(left, right);

        // Then
        assertThat(result.isSame()).isTrue();
        assertThat(result.matches()).isEqualTo(2);
    }

    @Test
    void shouldNoticeChangesOfAUserInAnotherOrder() {
        // Given
        SpecificRecord first = entry("ann", "a", 0, AudienceCause.EVENT);
        SpecificRecord second = entry("ann", "b", 0, AudienceCause.EVENT);

        // When
        DiffResult result = compare(side(first, second), side(second, first));

        // Then
        assertThat(result.isSame()).isFalse();
        assertThat(result.mismatches()).isOne();
        assertThat(result.first().get(0).name()).contains("a ENTERED at").endsWith("in another order");
    }

    @Test
    void shouldCountChangesByNewDefinitionsApart() {
        // Given
        Side left = side(entry("ann", "a", 0, AudienceCause.DEFINITION), entry("ann", "b", 0, AudienceCause.EVENT));
        Side right = side(entry("ann", "b", 0, AudienceCause.EVENT), entry("ann", "a", 5, AudienceCause.DEFINITION));

        // When
        DiffResult result = compare(left, right);

        // Then
        assertThat(result.isSame()).isTrue();
        assertThat(result.matches()).isOne();
        assertThat(result.redefined()).isEqualTo(2);
    }

    @Test
    void shouldCountWhatTimeBringsWithinTheGraceOfTheOtherEndApart() {
        // Given
        SpecificRecord last = entry("ann", "a", 60, AudienceCause.EVENT);
        Side left = side(last, entry("bob", "a", 56, AudienceCause.TIME));
        Side longer = side(last, entry("bob", "a", 50, AudienceCause.TIME));

        // When
        DiffResult within = compare(left, side(last));
        DiffResult before = compare(longer, side(last));

        // Then
        assertThat(within.isSame()).isTrue();
        assertThat(within.inTail()).isOne();
        assertThat(before.missing()).isOne();
        assertThat(before.inTail()).isZero();
    }

    @Test
    void shouldKnowASessionToBeOverAGapAfterItsLastEvent() {
        // Given: the sessions are known to be over at 60 and 56 minutes
        Side left = side(session("ann", 30), session("bob", 26));
        Side right = side(session("ann", 30));

        // When
        DiffResult result = compare(left, right);

        // Then
        assertThat(result.isSame()).isTrue();
        assertThat(result.inTail()).isOne();
    }

    @Test
    void shouldCompareOutcomesThatReplaceEarlierOnesInTheirOrder() {
        // Given
        SessionOutcome first = session("ann", 20);
        SessionOutcome second =
                SessionOutcome.newBuilder(session("ann", 25)).setLate(true).build();

        // When
        DiffResult same = compare(side(first, second), side(first, second));
        DiffResult swapped = compare(side(first, second), side(second, first));

        // Then
        assertThat(same.matches()).isEqualTo(2);
        assertThat(swapped.mismatches()).isEqualTo(2);
    }

    @Test
    void shouldCountListsByAnotherItemsBundleApart() {
        // Given
        Side left = side(
                list("e1", RecommendationTrigger.PURCHASE, "aa"), list("e2", RecommendationTrigger.PURCHASE, "aa"));
        Side right = side(
                list("e1", RecommendationTrigger.PURCHASE, "aa"), list("e2", RecommendationTrigger.PURCHASE, "bb"));

        // When
        DiffResult result = compare(left, right);

        // Then
        assertThat(result.isSame()).isTrue();
        assertThat(result.matches()).isOne();
        assertThat(result.byOtherItems()).isOne();
    }

    @Test
    void shouldNoticeListsThatDifferOrAreMadeAtOtherMoments() {
        // Given
        Recommendations list = list("e1", RecommendationTrigger.PURCHASE, "aa");
        Recommendations longer = Recommendations.newBuilder(list)
                .setItems(List.of(RecommendedItem.newBuilder()
                        .setItemId("item-1")
                        .setScore(.5)
                        .setReason(RecommendationReason.POPULAR)
                        .build()))
                .build();

        // When
        DiffResult different = compare(side(list), side(longer));
        DiffResult otherMoment = compare(side(list), side(list("e1", RecommendationTrigger.SESSION_START, "aa")));

        // Then
        assertThat(different.mismatches()).isOne();
        assertThat(different.first().get(0).name()).isEqualTo("list of PURCHASE after event e1");
        assertThat(otherMoment.missing()).isOne();
        assertThat(otherMoment.extra()).isOne();
    }

    private static Recommendations list(String eventId, RecommendationTrigger trigger, String fingerprint) {
        return Recommendations.newBuilder()
                .setUserId("ann")
                .setEventId(eventId)
                .setEventTime(START)
                .setUpdateNumber(1)
                .setTrigger(trigger)
                .setItemsName("shop-items")
                .setItemsVersion("1")
                .setItemsFingerprint(fingerprint)
                .build();
    }

    private static DiffResult compare(Side left, Side right) {
        return new ResultComparison(left, right, TAIL).run();
    }

    private static AudienceEvent entry(String user, String audience, long minute, AudienceCause cause) {
        return AudienceEvent.newBuilder()
                .setUserId(user)
                .setAudience(audience)
                .setKind(AudienceEventKind.ENTERED)
                .setEventTime(START.plus(Duration.ofMinutes(minute)))
                .setCause(cause)
                .setUpdateNumber(3)
                .setDefinition("0123abcd")
                .build();
    }

    private static SessionOutcome session(String user, long lastMinute) {
        return SessionOutcome.newBuilder()
                .setUserId(user)
                .setSession(1)
                .setStartedAt(START)
                .setEndedAt(START.plus(Duration.ofMinutes(lastMinute)))
                .setEvents(3)
                .setItems(1)
                .setCartItems(0)
                .setCartValueMinor(0)
                .setBought(false)
                .setOrders(0)
                .setOrderValueMinor(0)
                .setModelFingerprint("00")
                .build();
    }

    private static Side side(SpecificRecord... records) {
        List<Result> results = new ArrayList<>();
        for (SpecificRecord record : records) {
            Schema schema = record.getSchema();
            AvroOutput bytes = new AvroOutput();
            try {
                new SpecificDatumWriter<SpecificRecord>(schema).write(record, bytes);
                results.add(Result.of(schema, bytes.toBytes()));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        }
        return new Side(results);
    }

    private record Side(List<Result> results) implements ResultSet {
        @Override
        public String describe() {
            return "a side";
        }

        @Override
        public long estimatedBytes() {
            return 0;
        }

        @Override
        public boolean isCompacted() {
            return false;
        }

        @Override
        public void read(ResultCursor reader) {
            results.forEach(reader::result);
        }
    }
}
