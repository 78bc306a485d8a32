package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.server.http.FeedHistory.Replay;
import io.intentstream.server.http.LostEvents.Reason;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedHistoryTest {
    private static final long START = 1_000;
    private static final IntentFilter ALL = IntentFilter.of(List.of(), List.of(), List.of());
    private static final IntentFilter HIGH = IntentFilter.of(List.of("HIGH"), List.of(), List.of());

    private final FeedHistory<PurchaseIntent> recent = new FeedHistory<>();

    @BeforeEach
    void begin() {
        recent.begin(START);
    }

    @Test
    void shouldReplayWhatFollowedTheLastId() {
        // Given
        StreamPosition last = add("a", Band.LOW).position();
        FeedEvent<PurchaseIntent> second = add("b", Band.HIGH);
        FeedEvent<PurchaseIntent> third = add("c", Band.LOW);

        // When
        Replay<PurchaseIntent> all = recent.since(last, 0, ALL);
        Replay<PurchaseIntent> high = recent.since(last, 0, HIGH);
        Replay<PurchaseIntent> none = recent.since(third.position(), 0, ALL);

        // Then
        assertThat(all.events()).containsExactly(second, third);
        assertThat(high.events()).containsExactly(second);
        assertThat(none.events()).isEmpty();
        assertThat(all.lost()).isEmpty();
        assertThat(all.until()).isEqualTo(third.position());
    }

    @Test
    void shouldTellHowManyHaveLeftTheBuffer() {
        // Given
        StreamPosition last = add("first", Band.LOW).position();
        IntStream.range(0, FeedHistory.CAPACITY + 3).forEach(i -> add("user-" + i, Band.LOW));

        // When
        Replay<PurchaseIntent> replay = recent.since(last, 0, ALL);

        // Then
        assertThat(replay.lost()).contains(new LostEvents(3L, Reason.EXPIRED));
        assertThat(replay.events()).hasSize(FeedHistory.CAPACITY);
    }

    @Test
    void shouldTellHowManyOffsetsLieBetweenTwoRuns() {
        // Given
        StreamPosition before = add("a", Band.LOW).position();
        recent.begin(before.number());

        // When
        Replay<PurchaseIntent> nothingNew = recent.since(before, 0, ALL);
        add("b", Band.LOW);
        Replay<PurchaseIntent> oneNew = recent.since(before, 0, ALL);

        // Then
        assertThat(nothingNew.lost()).isEmpty();
        assertThat(oneNew.lost()).contains(new LostEvents(1L, Reason.OTHER_RUN));
        assertThat(oneNew.events()).isEmpty();
        assertThat(recent.since(before, 10, ALL).events()).hasSize(1);
        assertThat(oneNew.lost().orElseThrow().json("intents")).isEqualTo("{\"intents\":1,\"reason\":\"other-run\"}");
    }

    @Test
    void shouldNotGuessWhatAnUnknownIdLost() {
        // Given
        StreamPosition last = add("a", Band.LOW).position();
        StreamPosition ahead = new StreamPosition(last.run(), last.number() + 1);

        for (StreamPosition strange : List.of(StreamPosition.of("0-17"), StreamPosition.of("x"), ahead)) {
            // When
            Replay<PurchaseIntent> replay = recent.since(strange, 0, ALL);

            // Then
            assertThat(replay.lost()).contains(new LostEvents(null, Reason.OTHER_RUN));
            assertThat(replay.events()).isEmpty();
        }
    }

    @Test
    void shouldBeginAnotherRunWhenTheTopicIsMadeAnew() {
        // Given
        StreamPosition last = add("a", Band.LOW).position();

        // When
        recent.advance(-500);

        // Then
        assertThat(recent.position().run()).isNotEqualTo(last.run());
        assertThat(recent.since(last, 0, ALL).lost()).contains(new LostEvents(null, Reason.OTHER_RUN));
    }

    @Test
    void shouldGiveTheLatestThatTheFilterSelects() {
        // Given
        add("a", Band.HIGH);
        FeedEvent<PurchaseIntent> second = add("b", Band.HIGH);
        FeedEvent<PurchaseIntent> third = add("c", Band.HIGH);
        add("d", Band.LOW);

        // When
        Replay<PurchaseIntent> two = recent.latest(2, HIGH);
        Replay<PurchaseIntent> more = recent.latest(100, HIGH);

        // Then
        assertThat(two.events()).containsExactly(second, third);
        assertThat(more.events()).hasSize(3);
        assertThat(two.lost()).isEmpty();
    }

    @Test
    void shouldReadItsOwnIds() {
        // Given
        StreamPosition position = add("a", Band.LOW).position();

        // When / Then
        assertThat(position.number()).isEqualTo(START + 1);
        assertThat(StreamPosition.of(position.toString())).isEqualTo(position);
    }

    private FeedEvent<PurchaseIntent> add(String user, Band band) {
        recent.advance(1);
        PurchaseIntent intent = new PurchaseIntent();
        intent.setUserId(user);
        intent.setBand(band);
        return recent.add(intent);
    }
}
