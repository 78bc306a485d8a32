package io.intentstream.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserJourneysTest {

    private final UserJourneys stories = new UserJourneys();

    @Test
    void shouldSelectUserWhoseIntentMovedMost() {
        // Given
        journey("flat", 0.10, 0.11, 0.10, 0.12, 0.11);
        journey("lively", 0.05, 0.20, 0.60, 0.90, 0.40);

        // When
        UserJourneys.Story story = stories.best().orElseThrow();

        // Then
        assertThat(story.userId()).isEqualTo("lively");
        assertThat(story.chapters())
                .extracting(UserJourneys.JourneyStep::probability)
                .containsExactly(0.05, 0.20, 0.60, 0.90, 0.40);
    }

    @Test
    void shouldOmitUsersWithTooFewEvents() {
        // Given
        journey("short", 0.1, 0.9);

        // When
        boolean told = stories.best().isPresent();

        // Then
        assertThat(told).isFalse();
    }

    @Test
    void shouldAlignEventsAndIntents() {
        // Given
        journey("lively", 0.05, 0.20, 0.60, 0.90, 0.40);

        // When
        List<String> lines = DemoText.story(stories.best().orElseThrow(), true);

        // Then
        assertThat(lines).first().isEqualTo("The story of lively (simulated), 1970-01-01 (UTC), 5 of 5 events");
        assertThat(lines)
                .contains("  00:00:03  view item          item-3                   0.90 ██████████████████   MEDIUM");
    }

    @Test
    void shouldCountAJourneyOfOneEvent() {
        // Given
        journey("first", 0.2);
        journey("second", 0.1);

        // When
        List<String> lines = DemoText.worthALook(stories.notable(), "http://127.0.0.1:80");

        // Then
        assertThat(lines).anyMatch(line -> line.contains("second") && line.contains("longest journey, 1 event  "));
    }

    @Test
    void shouldNameThreeDifferentUsersWorthALook() {
        // Given
        journey(Band.LOW, "peak", 0.1, 0.9, 0.1);
        journey(Band.HIGH, "hot now", 0.2, 0.8);
        journey(Band.LOW, "long", 0.1, 0.1, 0.1, 0.1);
        journey(Band.LOW, "dull", 0.1);

        // When
        List<String> lines = DemoText.worthALook(stories.notable(), "http://127.0.0.1:80");

        // Then
        assertThat(lines)
                .containsExactly(
                        "Users worth a look:",
                        "  peak             highest score, 0.90                http://127.0.0.1:80/#user=peak",
                        "  hot now          HIGH now, 0.80                     http://127.0.0.1:80/#user=hot%20now",
                        "  long             longest journey, 4 events          http://127.0.0.1:80/#user=long");
    }

    private void journey(String user, double... probabilities) {
        journey(Band.MEDIUM, user, probabilities);
    }

    private void journey(Band band, String user, double... probabilities) {
        for (int i = 0; i < probabilities.length; i++) {
            String eventId = user + "-" + i;
            Instant time = Instant.ofEpochSecond(i);
            stories.sent(ClickEvent.newBuilder()
                    .setEventId(eventId)
                    .setUserId(user)
                    .setEventTime(time)
                    .setEventType(EventType.VIEW_ITEM)
                    .setItemId("item-" + i)
                    .build());
            stories.scored(PurchaseIntent.newBuilder()
                    .setUserId(user)
                    .setEventId(eventId)
                    .setEventTime(time)
                    .setUpdateNumber(i + 1)
                    .setProbability(probabilities[i])
                    .setBand(band)
                    .setHorizon("purchase later in the session")
                    .setModelName("model")
                    .setModelVersion("1")
                    .setModelFingerprint("0000000000000001")
                    .build());
        }
    }
}
