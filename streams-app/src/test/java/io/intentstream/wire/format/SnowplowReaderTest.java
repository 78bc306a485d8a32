package io.intentstream.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.InputFormat;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnowplowReaderTest {
    private static final String SHOP = "iglu:com.snowplowanalytics.snowplow.ecommerce/";
    private final MessageReader reader = MessageReader.open(InputFormat.SNOWPLOW, Mapping.NONE);

    private static Validation read(MessageReader reader, String line) {
        byte[] bytes = line.getBytes(UTF_8);
        return reader.read(bytes, 0, bytes.length);
    }

    private static String line(Map<String, String> columns) {
        String[] values = new String[131];
        Arrays.fill(values, "");
        columns.forEach((name, value) -> values[SnowplowColumns.NAMES.indexOf(name)] = value);
        return String.join("\t", values);
    }

    private static String action(String type, String contexts) {
        return line(Map.of(
                "event_id", "e1",
                "domain_userid", "d1",
                "platform", "web",
                "derived_tstamp", "2022-12-22 13:25:47.677",
                "event", "unstruct",
                "event_name", "snowplow_ecommerce_action",
                "unstruct_event",
                        "{\"schema\":\"iglu:x/unstruct_event/jsonschema/1-0-0\",\"data\":{\"schema\":\"" + SHOP
                                + "snowplow_ecommerce_action/jsonschema/1-0-2\",\"data\":{\"type\":\"" + type + "\"}}}",
                "contexts", "{\"schema\":\"iglu:x/contexts/jsonschema/1-0-0\",\"data\":[" + contexts + "]}"));
    }

    private static String entity(String name, String data) {
        return "{\"schema\":\"" + SHOP + name + "/jsonschema/1-0-0\",\"data\":" + data + "}";
    }

    @Test
    void shouldReadATransactionOfTheEnrichedStream() {
        // Given
        String line = action(
                "transaction",
                String.join(
                        ",",
                        entity(
                                "product",
                                "{\"id\":\"p1\",\"category\":\"Hats\",\"price\":12.5,\"currency\":\"GBP\",\"quantity\":2}"),
                        entity("product", "{\"id\":\"p2\",\"category\":\"Hats\",\"price\":5,\"currency\":\"GBP\"}"),
                        entity("transaction", "{\"transaction_id\":\"T1\",\"revenue\":30,\"currency\":\"EUR\"}")));

        // When
        ClickEvent event = ((Validation.Accepted) read(reader, line)).event();

        // Then
        assertThat(event.getEventType()).isEqualTo(EventType.PURCHASE);
        assertThat(event.getEventId()).isEqualTo("e1");
        assertThat(event.getUserId()).isEqualTo("d1");
        assertThat(event.getEventTime()).isEqualTo(Instant.parse("2022-12-22T13:25:47.677Z"));
        assertThat(event.getOrderId()).isEqualTo("T1");
        assertThat(event.getValueMinor()).isEqualTo(3000);
        assertThat(event.getCurrency()).isEqualTo("EUR");
        assertThat(event.getItems()).extracting("itemId").containsExactly("p1", "p2");
    }

    @ParameterizedTest
    @CsvSource({
        "product_view, VIEW_ITEM",
        "list_view, VIEW_ITEM_LIST",
        "list_click, SELECT_ITEM",
        "add_to_cart, ADD_TO_CART",
        "remove_from_cart, REMOVE_FROM_CART",
        "checkout_step, BEGIN_CHECKOUT",
        "refund, REFUND",
        "promo_view, VIEW_PROMOTION",
        "promo_click, SELECT_PROMOTION",
        "trns_error, OTHER"
    })
    void shouldKnowEveryAction(String type, EventType expected) {
        // When // Then
        assertThat(((Validation.Accepted) read(reader, action(type, "")))
                        .event()
                        .getEventType())
                .isEqualTo(expected);
    }

    @Test
    void shouldReadAnExportWithItsHeader() {
        // Given
        byte[] header = ("event_id,collector_tstamp,derived_tstamp,domain_userid,event_name,"
                        + "unstruct_event_com_snowplowanalytics_snowplow_ecommerce_snowplow_ecommerce_action_1_0_0,"
                        + "contexts_com_snowplowanalytics_snowplow_ecommerce_product_1_0_0")
                .getBytes(UTF_8);
        MessageReader export = reader.afterHeader(header, 0, header.length).orElseThrow();

        // When
        Validation read = read(
                export,
                "e1,x,2022-12-22 13:25:47.677000+00:00,d1,a,\"{\"\"type\"\": \"\"add_to_cart\"\"}\","
                        + "\"[{\"\"id\"\": \"\"p1\"\", \"\"price\"\": \"\"12.0\"\"}]\"");

        // Then
        ClickEvent event = ((Validation.Accepted) read).event();
        assertThat(event.getEventType()).isEqualTo(EventType.ADD_TO_CART);
        assertThat(event.getItemId()).isEqualTo("p1");
        assertThat(event.getPriceMinor()).isEqualTo(1200);
    }

    @Test
    void shouldSkipPingsAndRejectOtherLines() {
        // When // Then
        assertThat(read(reader, line(Map.of("event_name", "page_ping", "domain_userid", "d"))))
                .isInstanceOf(Validation.Skipped.class);
        assertThat(read(reader, "a\tb")).extracting("message").asString().startsWith("found 2 columns instead of 131");
        assertThat(read(reader, line(Map.of("contexts", "{\"data\":["))))
                .extracting("message")
                .isEqualTo("contexts is not JSON as it is read here");
    }

    @Test
    void shouldReadTheJsonOfTheSdks() {
        // Given
        String json = "{\"event_id\":\"e1\",\"user_id\":\"ann\",\"derived_tstamp\":\"2024-05-01T10:00:00.000Z\","
                + "\"event_name\":\"snowplow_ecommerce_action\",\"unstruct_event_com_snowplowanalytics_snowplow_ecommerce_"
                + "snowplow_ecommerce_action_1\":{\"type\":\"transaction\"},"
                + "\"contexts_com_snowplowanalytics_snowplow_ecommerce_product_1\":[{\"id\":\"p1\",\"price\":1.5}],"
                + "\"contexts_com_snowplowanalytics_snowplow_ecommerce_transaction_1\":[{\"transaction_id\":\"T1\","
                + "\"revenue\":1.5,\"currency\":\"EUR\"}]}";

        // When
        ClickEvent event = ((Validation.Accepted) read(reader, json)).event();

        // Then
        assertThat(event.getEventType()).isEqualTo(EventType.PURCHASE);
        assertThat(event.getUserId()).isEqualTo("ann");
        assertThat(event.getEventTime()).isEqualTo(Instant.parse("2024-05-01T10:00:00Z"));
        assertThat(event.getItemId()).isEqualTo("p1");
        assertThat(event.getOrderId()).isEqualTo("T1");
        assertThat(event.getValueMinor()).isEqualTo(150);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [{"id":"a"}] | []           | 1
            [{"id":"a"}] | null         | 1
            []           | [{"id":"a"}] | 1
            [{"id":"a"}] | [{"id":"b"}] | 2
            """)
    void shouldJoinTheColumnsOfMinorVersions(String older, String newer, int products) {
        // Given
        String product = "contexts_com_snowplowanalytics_snowplow_ecommerce_product_1_0_";
        String json = "{\"event_id\":\"e1\",\"user_id\":\"ann\",\"derived_tstamp\":\"2024-05-01T10:00:00.000Z\","
                + "\"event_name\":\"list_view\",\"" + product + "0\":" + older + ",\"" + product + "1\":" + newer + "}";
        byte[] header = ("event_id,collector_tstamp,derived_tstamp,user_id,event_name," + product + "0," + product
                        + "1")
                .getBytes(UTF_8);
        String line = "e1,x,2024-05-01 10:00:00.000,ann,list_view,%s,%s"
                .formatted(quoted(older), newer.equals("null") ? "" : quoted(newer));

        // When
        ClickEvent ofJson = ((Validation.Accepted) read(reader, json)).event();
        ClickEvent ofExport = ((Validation.Accepted)
                        read(reader.afterHeader(header, 0, header.length).orElseThrow(), line))
                .event();

        // Then
        assertThat(ofJson.getItems()).hasSize(products);
        assertThat(ofExport.getItems()).isEqualTo(ofJson.getItems());
    }

    private static String quoted(String value) {
        return "\"" + value.replace("\"", "\"\"") + "\"";
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "1e99999999", "\"NaN\"", "123456789012345", "[1]"})
    void shouldRejectRevenueThatIsNoAmount(String revenue) {
        // Given
        String line =
                action("transaction", entity("transaction", "{\"transaction_id\":\"T\",\"revenue\":" + revenue + "}"));

        // When // Then
        assertThat(read(reader, line))
                .isEqualTo(new Validation.Rejected(
                        RejectReason.INVALID_FIELD,
                        "contexts_com_snowplowanalytics_snowplow_ecommerce_transaction_1.0.revenue is not a number such as"
                                + " 12.50"));
    }

    @Test
    void shouldRejectBareNaNAndDeepNestingAndKeepFewOfTenThousandProducts() {
        // Given
        String product = entity("product", "{\"id\":\"p\",\"price\":1}");
        String many = String.join(",", Collections.nCopies(10_000, product));

        // When
        Validation deep = read(reader, action("transaction", "[".repeat(100) + "]".repeat(100)));
        Validation nan = read(reader, action("transaction", entity("transaction", "{\"revenue\":NaN}")));
        Validation full = read(reader, action("transaction", many));

        // Then
        assertThat(deep).extracting("reason").isEqualTo(RejectReason.UNDECODABLE);
        assertThat(nan).extracting("reason").isEqualTo(RejectReason.UNDECODABLE);
        assertThat(((Validation.Accepted) full).event().getItems()).hasSize(EventValidator.MAX_ITEMS + 1);
    }

    @Test
    void shouldKeepOddIdsAsTheyAre() {
        // Given
        String line = line(Map.of(
                "event_id", "e",
                "user_id", "ann/ü \uD83D\uDE00 \"; drop",
                "derived_tstamp", "2024-05-01 10:00:00.000",
                "event_name", "page_view"));

        // When
        ClickEvent event = ((Validation.Accepted) read(reader, line)).event();

        // Then
        assertThat(event.getUserId()).isEqualTo("ann/ü \uD83D\uDE00 \"; drop");
    }
}
