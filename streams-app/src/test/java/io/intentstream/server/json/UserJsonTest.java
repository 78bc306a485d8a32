package io.intentstream.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.core.avro.SampleRecords;
import io.intentstream.core.engine.UserView;
import io.intentstream.core.engine.UserView.JourneyEvent;
import io.intentstream.core.engine.UserView.Moment;
import io.intentstream.core.state.EventBasket;
import io.intentstream.core.state.EventItem;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.Band;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserReceipt;
import io.intentstream.server.privacy.RequestOutcome;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class UserJsonTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final WindowEvent VIEW = windowEvent(NOON, EventType.VIEW_ITEM, "shoe-1", 1_999);
    private static final WindowEvent SEARCH = windowEvent(NOON.plusSeconds(60), EventType.SEARCH, null, -1);
    private static final UserView USER = new UserView(
            SampleRecords.fullProfile(),
            SampleRecords.fullIntent(),
            List.of(
                    new JourneyEvent(VIEW, 0.25, 0, Band.MEDIUM, false),
                    new JourneyEvent(SEARCH, 0.0625, -0.1875, Band.LOW, true)),
            List.of(
                    new Moment(Double.NaN, Double.NaN, List.of()),
                    new Moment(0.25, -1.609, List.of(new CategoryIntent("shoes", 0.0625)))));

    @Test
    void shouldLeaveOutOfAViewWhatAStateDoesNotHold() throws IOException {
        // When
        JsonNode user = parsed(UserJson.journey(USER));

        // Then
        JsonNode profile = parsed(JsonRecords.line(SampleRecords.fullProfile()));
        JsonNode intent = parsed(JsonRecords.line(SampleRecords.fullIntent()));
        assertThat(user.at("/profile/changed").isMissingNode()).isTrue();
        assertThat(user.at("/intent/eventId").isMissingNode()).isTrue();
        assertThat(user.at("/intent/late").isMissingNode()).isTrue();
        assertThat(user.get("profile")).hasSize(profile.size() - 1);
        assertThat(user.get("intent")).hasSize(intent.size() - 2);
        assertThat(user.at("/profile/userId")).isEqualTo(profile.get("userId"));
        assertThat(user.at("/intent/probability")).isEqualTo(intent.get("probability"));
    }

    @Test
    void shouldWriteTheJourneyOldestFirstEachEventWithItsScore() throws IOException {
        // When
        JsonNode window = parsed(UserJson.journey(USER)).get("window");

        // Then
        assertThat(window).isEqualTo(parsed("""
                        [{"eventTime": "2026-03-01T12:00:00Z", "eventType": "VIEW_ITEM", "itemId": "shoe-1",
                          "categoryId": "shoes", "brand": null, "priceMinor": 1999, "currency": "EUR", "quantity": 1,
                          "intent": {"probability": 0.25, "change": 0.0, "band": "MEDIUM", "degraded": false,
                            "before": null, "logOddsChange": null, "categories": []}},
                         {"eventTime": "2026-03-01T12:01:00Z", "eventType": "SEARCH", "itemId": null,
                          "categoryId": "shoes", "brand": null, "currency": "EUR", "quantity": 1,
                          "intent": {"probability": 0.0625, "change": -0.1875, "band": "LOW", "degraded": true,
                            "before": 0.25, "logOddsChange": -1.609,
                            "categories": [{"categoryId": "shoes", "probability": 0.0625}]}}]
                        """));
    }

    @Test
    void shouldWriteProductsAndValueOfAnOrder() throws IOException {
        // Given
        WindowEvent order = new WindowEvent(
                1,
                NOON.toEpochMilli(),
                EventType.PURCHASE,
                null,
                "shoes",
                null,
                -1,
                "EUR",
                1,
                -1,
                null,
                null,
                Map.of(),
                new EventBasket(
                        List.of(new EventItem("a", "shoes", "acme", 500, 2), new EventItem("b", null, null, -1, 1)),
                        7,
                        -1));

        // When
        JsonNode event = parsed(UserJson.of(
                        SampleRecords.fullProfile(), List.of(new JourneyEvent(order, 0.25, 0, Band.MEDIUM, false))))
                .at("/window/0");

        // Then
        assertThat(event.get("valueMinor").asLong()).isEqualTo(1_000);
        assertThat(event.get("items")).isEqualTo(parsed("""
                        [{"itemId": "a", "categoryId": "shoes", "brand": "acme", "priceMinor": 500, "quantity": 2},
                         {"itemId": "b", "categoryId": null, "brand": null, "quantity": 1}]
                        """));
    }

    @Test
    void shouldWriteEarlierScoresLatestFirstWithoutTheLatestEvent() throws IOException {
        // When
        JsonNode intents = parsed(UserJson.intents(USER));

        // Then
        assertThat(intents.at("/userId").asText())
                .isEqualTo(SampleRecords.fullProfile().getUserId());
        assertThat(intents.at("/latest/eventId").isMissingNode()).isTrue();
        assertThat(intents.get("earlier")).isEqualTo(parsed("""
                        [{"eventTime": "2026-03-01T12:00:00Z", "eventType": "VIEW_ITEM", "probability": 0.25,
                          "change": 0.0, "band": "MEDIUM", "degraded": false}]
                        """));
    }

    @Test
    void shouldWriteAProfileAsItsTopicHasItWithTheWindow() throws IOException {
        // When
        JsonNode user = parsed(UserJson.of(SampleRecords.fullProfile(), USER.journey()));

        // Then
        assertThat(user.get("profile")).isEqualTo(parsed(JsonRecords.line(SampleRecords.fullProfile())));
        assertThat(user.at("/window/0/eventType").asText()).isEqualTo("VIEW_ITEM");
        assertThat(user.at("/window/0/priceMinor").asLong()).isEqualTo(1_999);
        assertThat(user.at("/window/1/priceMinor").isMissingNode()).isTrue();
        assertThat(user.at("/window/1/intent/probability").asDouble()).isEqualTo(0.0625);
    }

    @Test
    void shouldWriteTheOutcomeOfARequest() throws IOException {
        // Given
        UserReceipt erased = UserReceipt.newBuilder()
                .setRequestId("r-1")
                .setUserId("ann")
                .setKind(RequestKind.ERASE)
                .setEffect(RequestEffect.ERASED)
                .setIgnoring(true)
                .setPartition(0)
                .setRequestedAt(NOON)
                .build();

        // When
        JsonNode outcome = parsed(UserJson.of(new RequestOutcome("r-1", List.of(erased))));

        // Then
        assertThat(outcome).isEqualTo(parsed("""
                        {"requestId": "r-1", "erased": true, "resumed": false, "ignoring": true}"""));
    }

    private static WindowEvent windowEvent(Instant time, EventType type, String itemId, long priceMinor) {
        return new WindowEvent(
                1, time.toEpochMilli(), type, itemId, "shoes", null, priceMinor, "EUR", 1, -1, null, null);
    }

    private static JsonNode parsed(String json) throws IOException {
        return new ObjectMapper().readTree(json);
    }
}
