package io.intentstream.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.config.InputFormat;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ga4ReaderTest {
    private final MessageReader reader = MessageReader.open(InputFormat.GA4, Mapping.NONE);

    private Validation read(String row) {
        byte[] bytes = row.getBytes(UTF_8);
        return reader.read(bytes, 0, bytes.length);
    }

    private ClickEvent event(String row) {
        return ((Validation.Accepted) read(row)).event();
    }

    private static String row(String name, String more) {
        return "{\"event_name\":\"" + name
                + "\",\"event_timestamp\":\"1700000000123456\",\"user_pseudo_id\":\"u.1\",\"event_params\":["
                + "{\"key\":\"ga_session_id\",\"value\":{\"int_value\":\"77\"}},"
                + "{\"key\":\"currency\",\"value\":{\"string_value\":\"EUR\"}}]" + more + "}";
    }

    @Test
    void shouldReadAPurchaseWithNumbersAsTexts() {
        // When
        ClickEvent event = event(row(
                "purchase",
                ",\"user_id\":\"(not set)\",\"device\":{\"category\":\"mobile\"},"
                        + "\"ecommerce\":{\"transaction_id\":\"T1\",\"purchase_revenue\":\"30.5\"},\"items\":["
                        + "{\"item_id\":\"a\",\"item_brand\":\"(not set)\",\"item_category\":\"c\",\"price\":10,\"quantity\":\"2\"},"
                        + "{\"item_id\":\"b\",\"item_name\":\"B\",\"price\":10.5,\"quantity\":1}]"));

        // Then
        assertThat(event.getEventType()).isEqualTo(EventType.PURCHASE);
        assertThat(event.getUserId()).isEqualTo("u.1");
        assertThat(event.getEventTime()).isEqualTo(Instant.ofEpochMilli(1_700_000_000_123L));
        assertThat(event.getSessionId()).isEqualTo("77");
        assertThat(event.getChannel()).isEqualTo("mobile");
        assertThat(event.getOrderId()).isEqualTo("T1");
        assertThat(event.getValueMinor()).isEqualTo(3050);
        assertThat(event.getItems())
                .containsExactly(new Item("a", null, "c", null, 1000L, 2), new Item("b", "B", null, null, 1050L, 1));
    }

    @ParameterizedTest
    @CsvSource({
        "view_item, '', '', VIEW_ITEM_LIST, 2",
        "add_to_cart, '', '', ADD_TO_CART, 0",
        "begin_checkout, '', '', BEGIN_CHECKOUT, 2",
        "view_item_list, '', '', VIEW_ITEM_LIST, 2",
        "begin_checkout, ',\"quantity\":1', ',\"quantity\":1', BEGIN_CHECKOUT, 2",
        "purchase, ',\"quantity\":2', '', PURCHASE, 2",
        "refund, '', ',\"quantity\":2', REFUND, 2",
        "view_cart, ',\"quantity\":1', '', VIEW_CART, 2"
    })
    void shouldTellProductsFromImpressions(String name, String first, String second, EventType type, int items) {
        // When
        ClickEvent event =
                event(row(name, ",\"items\":[{\"item_id\":\"a\"" + first + "},{\"item_id\":\"b\"" + second + "}]"));

        // Then
        assertThat(event.getEventType()).isEqualTo(type);
        assertThat(event.getItems()).hasSize(items);
        assertThat(event.getItemId()).isNull();
    }

    @Test
    void shouldTakeTheProductWithAQuantityOutOfAList() {
        // When
        ClickEvent event =
                event(row("add_to_cart", ",\"items\":[{\"item_id\":\"a\"},{\"item_id\":\"b\",\"quantity\":3}]"));

        // Then
        assertThat(event.getItemId()).isEqualTo("b");
        assertThat(event.getQuantity()).isEqualTo(3);
        assertThat(event.getItems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"scroll", "session_start", "user_engagement", "video_progress", "form_start"})
    void shouldSkipWhatNoShopperDoes(String name) {
        // When // Then
        assertThat(read(row(name, ""))).isInstanceOf(Validation.Skipped.class);
    }

    @Test
    void shouldSkipRowsWithoutConsentAndUser() {
        // When // Then
        assertThat(read("{\"event_name\":\"page_view\",\"event_timestamp\":1,\"user_pseudo_id\":null,"
                        + "\"privacy_info\":{\"analytics_storage\":\"No\"}}"))
                .isEqualTo(new Validation.Skipped("without consent"));
        assertThat(event(row("page_view", ",\"privacy_info\":{\"analytics_storage\":\"No\"}"))
                        .getConsent())
                .isFalse();
        assertThat(event(row("page_view", ",\"privacy_info\":{\"analytics_storage\":\"Unset\"}"))
                        .getConsent())
                .isTrue();
    }

    @Test
    void shouldUseDollarsWhereTheShopsOwnAmountIsMissing() {
        // When
        ClickEvent event = event(row("purchase", ",\"ecommerce\":{\"purchase_revenue_in_usd\":12}")
                .replace(",{\"key\":\"currency\",\"value\":{\"string_value\":\"EUR\"}}", ""));

        // Then
        assertThat(event.getValueMinor()).isEqualTo(1200);
        assertThat(event.getCurrency()).isEqualTo("USD");
    }

    @Test
    void shouldNotTakeTheValueOfAnUnknownEventForMoney() {
        // When
        ClickEvent event = event(row("theme_changed", "")
                .replace("\"EUR\"}}", "\"EUR\"}},{\"key\":\"value\",\"value\":{\"string_value\":\"dark\"}}"));

        // Then
        assertThat(event.getEventType()).isEqualTo(EventType.OTHER);
        assertThat(event.getValueMinor()).isNull();
    }

    @Test
    void shouldRejectWhatCannotBeRead() {
        // When // Then
        assertThat(read(row("page_view", "").substring(0, 60))).isInstanceOf(Validation.Rejected.class);
        assertThat(read("{\"event_name\":\"page_view\",\"event_params\":5}"))
                .extracting("reason")
                .isEqualTo(RejectReason.INVALID_FIELD);
        assertThat(read(row("purchase", ",\"items\":[{\"item_id\":\"a\",\"price\":\"NaN\",\"quantity\":1}]")))
                .extracting("message")
                .isEqualTo("items[0].price is not a number such as 12.50");
    }

    @Test
    void shouldKeepOneProductMoreThanAllowedOfTenThousand() {
        // Given
        String items = "{\"item_id\":\"a\",\"quantity\":1},".repeat(10_000);

        // When
        ClickEvent event = event(row("purchase", ",\"items\":[" + items.substring(0, items.length() - 1) + "]"));

        // Then
        assertThat(event.getItems()).hasSize(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1e400 | ecommerce.purchase_revenue is not a number such as 12.50",
                "1e99999999 | ecommerce.purchase_revenue is not a number such as 12.50",
                "123456789012345 | ecommerce.purchase_revenue is not a number such as 12.50",
                "\"NaN\" | ecommerce.purchase_revenue is not a number such as 12.50",
                "\"12,50\" | ecommerce.purchase_revenue is not a number such as 12.50",
                "{} | ecommerce.purchase_revenue is not a number such as 12.50"
            })
    void shouldRejectRevenueThatIsNoAmount(String revenue, String message) {
        // When // Then
        assertThat(read(row("purchase", ",\"ecommerce\":{\"purchase_revenue\":" + revenue + "}")))
                .isEqualTo(new Validation.Rejected(RejectReason.INVALID_FIELD, message));
    }

    @Test
    void shouldRejectBareNaNAndNumbersOfTooManyDigitsAndDeepNesting() {
        // When // Then
        for (String value : new String[] {"NaN", "9".repeat(101), "[".repeat(64) + "]".repeat(64)}) {
            assertThat(read(row("purchase", ",\"ecommerce\":{\"purchase_revenue\":" + value + "}")))
                    .as(value)
                    .extracting("reason")
                    .isEqualTo(RejectReason.UNDECODABLE);
        }
    }

    @Test
    void shouldKeepOddIdsAsTheyAre() {
        // When
        ClickEvent event = event(row("view_item", ",\"items\":[{\"item_id\":12345678901234567890,\"quantity\":1}]")
                .replace("\"u.1\"", "\"ann/ü \uD83D\uDE00 '; drop\""));

        // Then
        assertThat(event.getUserId()).isEqualTo("ann/ü \uD83D\uDE00 '; drop");
        assertThat(event.getItemId()).isEqualTo("12345678901234567890");
    }
}
