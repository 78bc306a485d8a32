package io.intentstream.server.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.Band;
import io.intentstream.schema.CategoryIntent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.Driver;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {

    @Test
    void shouldWriteTimesAsTextUnionsAsValuesAndAbsentFieldsAsNull() {
        // Given
        ClickEvent event = ClickEvent.newBuilder()
                .setEventId("e\"1")
                .setUserId("ü")
                .setEventTime(Instant.parse("2025-01-06T08:00:00.120Z"))
                .setEventType(EventType.ADD_TO_CART)
                .setItemId("i")
                .setPriceMinor(1999L)
                .setQuantity(2)
                .setAttributes(Map.of("coupon", "X"))
                .build();

        // When
        String line = JsonRecords.line(event);

        // Then
        assertThat(line)
                .isEqualTo("{\"eventId\":\"e\\\"1\",\"userId\":\"ü\",\"eventTime\":\"2025-01-06T08:00:00.120Z\","
                        + "\"eventType\":\"ADD_TO_CART\",\"sessionId\":null,\"itemId\":\"i\",\"categoryId\":null,"
                        + "\"brand\":null,\"priceMinor\":1999,\"currency\":null,\"quantity\":2,\"pageType\":null,"
                        + "\"query\":null,\"dwellMillis\":null,\"channel\":null,\"consent\":true,"
                        + "\"attributes\":{\"coupon\":\"X\"},\"items\":[],\"orderId\":null,\"valueMinor\":null}");
    }

    @Test
    void shouldWriteNestedRecords() {
        // Given
        Instant time = Instant.parse("2025-01-06T08:00:00Z");
        PurchaseIntent intent = PurchaseIntent.newBuilder()
                .setUserId("u")
                .setEventId("e")
                .setEventTime(time)
                .setUpdateNumber(1)
                .setProbability(0.25)
                .setBand(Band.MEDIUM)
                .setHorizon("h")
                .setDrivers(List.of(new Driver(EventType.VIEW_ITEM, time, "i", null, -0.5)))
                .setCategories(List.of(new CategoryIntent("c", 0.125)))
                .setModelName("m")
                .setModelVersion("1")
                .setModelFingerprint("f")
                .build();

        // When
        String line = JsonRecords.line(intent);

        // Then
        assertThat(line)
                .contains("\"probability\":0.25,\"previousProbability\":null,\"change\":0.0,\"band\":\"MEDIUM\"")
                .contains("\"drivers\":[{\"eventType\":\"VIEW_ITEM\",\"eventTime\":\"2025-01-06T08:00:00Z\","
                        + "\"itemId\":\"i\",\"categoryId\":null,\"logOddsChange\":-0.5}]")
                .contains("\"categories\":[{\"categoryId\":\"c\",\"probability\":0.125}]")
                .endsWith("\"late\":false,\"degraded\":false}")
                .doesNotContain("\n");
    }
}
