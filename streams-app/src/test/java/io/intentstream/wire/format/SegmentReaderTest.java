package io.intentstream.wire.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.Item;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentReaderTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadOrderOfTwoProducts() {
        // Given
        String message = """
                {"type":"track","event":"Order Completed","messageId":"ajs-1","userId":"u1","anonymousId":"a1",
                 "timestamp":"2026-02-23T22:28:55.111Z","sentAt":"2026-02-23T22:28:56Z","channel":"web",
                 "context":{"sessionId":1662363980287,"page":{"url":"https://shop.example/thanks"}},
                 "properties":{"order_id":"50314b8e","total":27.50,"revenue":25.00,"currency":"usd","coupon":"X",
                  "products":[
                   {"product_id":"507f1f77","sku":"45790-32","name":"Monopoly","price":19,"quantity":1,
                    "category":"Games","brand":"Hasbro"},
                   {"sku":46493,"name":"Uno","price":"3.005","quantity":2,"category":"Cards"}]}}""";

        // When
        ClickEvent event = read(message);

        // Then
        assertThat(event)
                .isEqualTo(ClickEvent.newBuilder()
                        .setEventId("ajs-1")
                        .setUserId("u1")
                        .setEventTime(Instant.parse("2026-02-23T22:28:55.111Z"))
                        .setEventType(EventType.PURCHASE)
                        .setSessionId("1662363980287")
                        .setChannel("web")
                        .setOrderId("50314b8e")
                        .setCurrency("USD")
                        .setValueMinor(2750L)
                        .setItems(List.of(
                                new Item("507f1f77", "Monopoly", "Games", "Hasbro", 1900L, 1),
                                new Item("46493", "Uno", "Cards", null, 301L, 2)))
                        .build());
    }

    @Test
    void shouldReadMessageOfRudderStack() {
        // Given
        String message = """
                {"channel":"mobile","type":"track","event":"product_added","messageId":"m","userId":"",
                 "anonymousId":"b3b1","originalTimestamp":"2026-01-31T12:00:00.5+01:00",
                 "sentAt":"2026-01-31T11:00:09.000Z","integrations":{"All":true},"rudderId":"r",
                 "context":{"app":{"name":"shop"},"sessionId":7,"consentManagement":{"deniedConsentIds":["C4"]}},
                 "properties":{"product_id":622,"category":"Games","brand":"Wyatt","price":49.99,"quantity":5,
                  "currency":"JPY"}}""";

        // When
        ClickEvent event = read(message);

        // Then
        assertThat(event)
                .isEqualTo(ClickEvent.newBuilder()
                        .setEventId("m")
                        .setUserId("b3b1")
                        .setEventTime(Instant.parse("2026-01-31T11:00:00.500Z"))
                        .setEventType(EventType.ADD_TO_CART)
                        .setSessionId("7")
                        .setChannel("mobile")
                        .setConsent(false)
                        .setItemId("622")
                        .setCategoryId("Games")
                        .setBrand("Wyatt")
                        .setPriceMinor(50L)
                        .setCurrency("JPY")
                        .setQuantity(5)
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "Products Searched, SEARCH",
        "Product List Viewed, VIEW_ITEM_LIST",
        "Product List Filtered, VIEW_ITEM_LIST",
        "Promotion Viewed, VIEW_PROMOTION",
        "Promotion Clicked, SELECT_PROMOTION",
        "Product Clicked, SELECT_ITEM",
        "Product Viewed, VIEW_ITEM",
        "Viewed Product, VIEW_ITEM",
        "product_viewed, VIEW_ITEM",
        "' PRODUCT VIEWED ', VIEW_ITEM",
        "view_item, VIEW_ITEM",
        "Product Added, ADD_TO_CART",
        "Product Removed, REMOVE_FROM_CART",
        "Cart Viewed, VIEW_CART",
        "Checkout Started, BEGIN_CHECKOUT",
        "Checkout Step Viewed, BEGIN_CHECKOUT",
        "Checkout Step Completed, ADD_SHIPPING_INFO",
        "Payment Info Entered, ADD_PAYMENT_INFO",
        "Order Completed, PURCHASE",
        "Order Updated, OTHER",
        "Order Refunded, REFUND",
        "Order Cancelled, REFUND",
        "Coupon Applied, OTHER",
        "Product Added to Wishlist, ADD_TO_WISHLIST",
        "Product Removed from Wishlist, OTHER",
        "Wishlist Product Added to Cart, ADD_TO_CART",
        "Product Shared, SHARE",
        "Cart Shared, SHARE",
        "Product Reviewed, OTHER",
        "Signed Up, SIGN_UP",
        "Signed In, LOGIN"
    })
    void shouldKnowTheEventsOfTheSpecification(String name, EventType type) {
        // When
        ClickEvent event = read(track(name, "{}"));

        // Then
        assertThat(event.getEventType()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"value\":\"dark\",\"query\":{}}",
                "{\"category\":[\"shoes\"],\"price\":\"10-50\",\"quantity\":\"few\"}",
                "{\"value\":-200,\"currency\":\"points\",\"order_id\":true}",
                "{\"product_id\":\"p\",\"products\":\"all\"}"
            })
    void shouldKeepOnlyTheNameOfAnUnknownEvent(String properties) {
        // When
        ClickEvent event = read(track("Fitting Room Booked", properties));

        // Then
        assertThat(event.getEventType()).isEqualTo(EventType.OTHER);
        assertThat(event.getItemId()).isNull();
        assertThat(event.getValueMinor()).isNull();
        assertThat(event.getAttributes()).isEqualTo(Map.of("event", "Fitting Room Booked"));
    }

    @Test
    void shouldReadTheProductOfAnEventThatTheMappingNames() throws Exception {
        // Given
        Mapping mapping = mapping("events: {Fitting Room Booked: OTHER}");

        // When
        ClickEvent event =
                accepted(validation(track("Fitting Room Booked", "{\"product_id\":\"p\",\"value\":5}"), mapping));

        // Then
        assertThat(event.getItemId()).isEqualTo("p");
        assertThat(event.getValueMinor()).isEqualTo(500);
        assertThat(event.getAttributes()).isEqualTo(Map.of("event", "Fitting Room Booked"));
    }

    @Test
    void shouldReadPagesAndScreens() {
        // When
        ClickEvent page = read("""
                {"type":"page","name":"Home","category":"Landing","messageId":"1","anonymousId":"a",
                 "timestamp":"2026-01-31T12:00:00Z","properties":{"url":"https://shop.example/","price":"odd"}}""");
        ClickEvent screen = read("""
                {"type":"screen","name":"Cart","messageId":"2","anonymousId":"a","timestamp":"2026-01-31T12:00:00Z"}""");

        // Then
        assertThat(page.getEventType()).isEqualTo(EventType.PAGE_VIEW);
        assertThat(page.getPageType()).isEqualTo("Landing");
        assertThat(screen.getEventType()).isEqualTo(EventType.PAGE_VIEW);
        assertThat(screen.getPageType()).isEqualTo("Cart");
    }

    @ParameterizedTest
    @ValueSource(strings = {"identify", "alias", "group"})
    void shouldSkipWhatIsNoBehaviour(String type) {
        // Given
        String message = "{\"type\":\"" + type + "\",\"userId\":\"u\",\"traits\":{\"email\":\"a@b.example\"}}";

        // When
        Validation result = validation(message, Mapping.NONE);

        // Then
        assertThat(result).isEqualTo(new Validation.Skipped(type));
    }

    @Test
    void shouldTakeOneProductAsTheEventsOwn() {
        // When
        ClickEvent order =
                read(track("Order Completed", "{\"products\":[{\"sku\":\"s\",\"price\":2.5,\"quantity\":3}]}"));
        ClickEvent list = read(track("Product List Viewed", "{\"products\":[{\"sku\":\"s\"}]}"));

        // Then
        assertThat(order.getItems()).isEmpty();
        assertThat(order.getItemId()).isEqualTo("s");
        assertThat(order.getPriceMinor()).isEqualTo(250);
        assertThat(order.getQuantity()).isEqualTo(3);
        assertThat(list.getItemId()).isNull();
        assertThat(list.getItems()).extracting(Item::getItemId).containsExactly("s");
    }

    @Test
    void shouldTakeWhatARefundReturnsAsPositive() {
        // When
        ClickEvent event = read(track("Order Refunded", "{\"order_id\":\"o\",\"total\":-30}"));

        // Then
        assertThat(event.getValueMinor()).isEqualTo(3000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Advertising":true,"Analytics":true}   | true
            {"Advertising":false,"Analytics":true}  | false
            {"Analytics":"true"}                    | true
            {}                                      | false
            """)
    void shouldNeedConsentToEveryCategory(String preferences, boolean consent) {
        // Given
        String message = track("Product Viewed", "{}")
                .replace("\"context\":{", "\"context\":{\"consent\":{\"categoryPreferences\":" + preferences + "},");

        // When
        ClickEvent event = read(message);

        // Then
        assertThat(event.getConsent()).isEqualTo(consent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"allowedConsentIds":[]}                               | false
            {"allowedConsentIds":["C1"]}                           | true
            {"allowedConsentIds":["C1"],"deniedConsentIds":["C2"]} | false
            {"allowedConsentIds":[],"deniedConsentIds":[]}         | true
            {"provider":"oneTrust"}                                | true
            """)
    void shouldReadTheConsentOfRudderStack(String management, boolean consent) {
        // Given
        String message = track("Product Viewed", "{}")
                .replace("\"context\":{", "\"context\":{\"consentManagement\":" + management + ",");

        // When
        ClickEvent event = read(message);

        // Then
        assertThat(event.getConsent()).isEqualTo(consent);
    }

    @ParameterizedTest
    @CsvSource({
        "Viewed Product, 507f",
        "added_product, 507f",
        "Removed Product, 507f",
        "Clicked Product, 507f",
        "Product Viewed, ",
        "Completed Order, ",
        "Viewed Promotion, ",
        "Viewed Product Category, "
    })
    void shouldReadTheIdOfVersionOneAsItsProduct(String name, String product) {
        // When
        ClickEvent event = read(track(name, "{\"id\":\"507f\"}"));

        // Then
        assertThat(event.getItemId()).isEqualTo(product);
    }

    @Test
    void shouldFollowTheMappingFile() throws Exception {
        // Given
        Mapping mapping = mapping("""
                currency: EUR
                events:
                  Product Clicked Deluxe: SELECT_ITEM
                  newsletter opened: skip
                  page: PAGE_VIEW
                fields:
                  userId: anonymousId
                  categoryId: properties.department
                  items.categoryId: dept
                  consent: context.consent.categoryPreferences.Analytics
                  attributes.campaign: context.campaign.name
                pages:
                  "/basket*": VIEW_CART
                  "/checkout/*": {event: BEGIN_CHECKOUT, page: checkout}
                  "/p/*": {page: product}
                """);
        String deluxe = track("Product Clicked DELUXE", "{\"department\":\"shoes\",\"category\":\"x\",\"price\":1}")
                .replace(
                        "\"context\":{",
                        "\"context\":{\"campaign\":{\"name\":\"spring\"},\"consent\":{\"categoryPreferences\":"
                                + "{\"Analytics\":true,\"Advertising\":false}},\"page\":{\"path\":\"/p/7\"},");
        String basket = page("https://shop.example/basket/2?x=/p/1#/checkout/");
        String checkout = page("/checkout/address");

        // When
        ClickEvent event = accepted(validation(deluxe, mapping));
        ClickEvent cart = accepted(validation(basket, mapping));
        ClickEvent payment = accepted(validation(checkout, mapping));
        Validation newsletter = validation(track("Newsletter Opened", "{}"), mapping);

        // Then
        assertThat(event.getEventType()).isEqualTo(EventType.SELECT_ITEM);
        assertThat(event.getUserId()).isEqualTo("a");
        assertThat(event.getCategoryId()).isEqualTo("shoes");
        assertThat(event.getCurrency()).isEqualTo("EUR");
        assertThat(event.getPriceMinor()).isEqualTo(100);
        assertThat(event.getConsent()).isTrue();
        assertThat(event.getPageType()).isEqualTo("product");
        assertThat(event.getAttributes()).isEqualTo(Map.of("campaign", "spring"));
        assertThat(cart.getEventType()).isEqualTo(EventType.VIEW_CART);
        assertThat(payment.getEventType()).isEqualTo(EventType.BEGIN_CHECKOUT);
        assertThat(payment.getPageType()).isEqualTo("checkout");
        assertThat(newsletter).isEqualTo(new Validation.Skipped("newsletter opened"));
    }

    @Test
    void shouldGiveNoIdToMessageWithout() {
        // When
        ClickEvent event = read(track("Product Viewed", "{}").replace("\"messageId\":\"m\",", ""));

        // Then
        assertThat(event.getEventId()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"price":"1.299,00 €"}                       | properties.price is not a number such as 12.50
            {"price":"NaN"}                              | properties.price is not a number such as 12.50
            {"price":{"amount":1}}                       | properties.price is not a number such as 12.50
            {"price":true}                               | properties.price is not a number such as 12.50
            {"price":1e400}                              | properties.price is not a number such as 12.50
            {"price":1e-999999999}                       | properties.price is not a number such as 12.50
            {"price":123456789012345678901234567890}     | properties.price is not a number such as 12.50
            {"price":1234567890123456}                   | properties.price is not a number such as 12.50
            {"quantity":1.5}                             | properties.quantity is not a whole number
            {"quantity":9000000000}                      | properties.quantity is not a whole number below
            {"quantity":"many"}                          | properties.quantity is not a whole number
            {"currency":"Euro"}                          | properties.currency is not an ISO 4217 code such as EUR
            {"currency":978}                             | properties.currency is not an ISO 4217 code such as EUR
            {"product_id":["p"]}                         | properties.product_id is not a text or a number
            {"product_id":true}                          | properties.product_id is not a text or a number
            {"products":{"sku":"s"}}                     | properties.products is not an array of products
            {"products":"s"}                             | properties.products is not an array of products
            {"products":["s"]}                           | properties.products[0] is not an object
            {"products":[{"sku":"s"},{"price":"free"}]}  | properties.products[1].price is not a number such as 12.50
            {"products":[{"sku":{"a":1}}]}               | properties.products[0].sku is not a text or a number
            """)
    void shouldNameTheFieldThatIsWrong(String properties, String complaint) {
        // When
        Validation result = validation(track("Product Viewed", properties), Mapping.NONE);

        // Then
        assertThat(result).isInstanceOfSatisfying(Validation.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(RejectReason.INVALID_FIELD);
            assertThat(rejected.message()).startsWith(complaint);
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"track"}                                         | INVALID_FIELD   | event: missing; expected the event's name
            {"type":"track","event":{}}                              | INVALID_FIELD   | event is not a text or a number
            {"type":"track","event":"x","userId":"u"}                | INVALID_FIELD   | timestamp or originalTimestamp or sentAt or
            {"type":"track","event":"x","userId":"u","timestamp":"yesterday"} | INVALID_FIELD | timestamp is not a time such
            {"type":"track","event":"x","userId":"u","timestamp":"2026-02-30T00:00:00Z"} | INVALID_FIELD | timestamp is not a
            {"type":"track","event":"x","userId":" ","timestamp":1}  | MISSING_USER_ID | userId or anonymousId: missing or blank
            {"type":"track","event":"x","userId":["u"],"timestamp":1} | INVALID_FIELD  | userId is not a text or a number
            {"type":"Track"}                                         | INVALID_FIELD   | type is not track, page, screen, identify,
            {}                                                       | INVALID_FIELD   | type is not track, page, screen, identify,
            []                                                       | UNDECODABLE     | the record is no JSON object
            "x"                                                      | UNDECODABLE     | the record is no JSON object
            {"type":"track",                                         | UNDECODABLE     | column 17: not JSON
            {"type":"track"}{}                                       | UNDECODABLE     | column 17: not JSON
            {"type":"track","type":"page"}                           | UNDECODABLE     | column 23: not JSON
            {"type":"track","properties":{"a":1,"a":2}}              | UNDECODABLE     | column 40: not JSON
            {"type":"track","properties":{"price":NaN}}              | UNDECODABLE     | column 42: not JSON
            """)
    void shouldSayWhyARecordIsNoEvent(String message, RejectReason reason, String complaint) {
        // When
        Validation result = validation(message, Mapping.NONE);

        // Then
        assertThat(result).isInstanceOfSatisfying(Validation.Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.message()).startsWith(complaint);
        });
    }

    @Test
    void shouldRefuseDeepNestingAndLongNumbers() {
        // Given
        String deep = track("x", "[".repeat(100_000));
        String closed = track("x", "{\"a\":" + "[".repeat(65) + "]".repeat(65) + "}");
        String number = track("x", "{\"a\":" + "9".repeat(10_000) + "}");
        String allowed = track("x", "{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}");

        // When
        List<Validation> refused = List.of(
                validation(deep, Mapping.NONE), validation(closed, Mapping.NONE), validation(number, Mapping.NONE));

        // Then
        assertThat(refused)
                .allSatisfy(each -> assertThat(each)
                        .isInstanceOfSatisfying(
                                Validation.Rejected.class,
                                rejected -> assertThat(rejected.reason()).isEqualTo(RejectReason.UNDECODABLE)));
        assertThat(validation(allowed, Mapping.NONE)).isInstanceOf(Validation.Accepted.class);
    }

    @Test
    void shouldBuildNoMoreItemsThanTheRejectionNeeds() {
        // Given
        String products = "{\"products\":[" + "{\"sku\":\"s\"},".repeat(9_999) + "{\"sku\":\"s\"}]}";

        // When
        ClickEvent event = read(track("Order Completed", products));

        // Then
        assertThat(event.getItems()).hasSize(201);
    }

    @Test
    void shouldTellBrokenUtf8FromBrokenJson() {
        // Given
        byte[] message = track("x", "{\"a\":\"?\"}").getBytes(UTF_8);
        message[new String(message, UTF_8).indexOf('?')] = (byte) 0xFF;

        // When
        Validation result = new SegmentReader(Mapping.NONE).read(message, 0, message.length);

        // Then
        assertThat(result)
                .isEqualTo(new Validation.Rejected(RejectReason.INVALID_UTF8, "the record is not valid UTF-8"));
    }

    @Test
    void shouldReadAPartOfTheBytes() {
        // Given
        byte[] message = ("###" + track("Product Viewed", "{}") + "###").getBytes(UTF_8);

        // When
        Validation result = new SegmentReader(Mapping.NONE).read(message, 3, message.length - 3);

        // Then
        assertThat(accepted(result).getEventType()).isEqualTo(EventType.VIEW_ITEM);
    }

    private static String track(String event, String properties) {
        return "{\"type\":\"track\",\"messageId\":\"m\",\"userId\":\"u\",\"anonymousId\":\"a\","
                + "\"timestamp\":\"2026-01-31T12:00:00Z\",\"context\":{\"ip\":\"0\"},\"event\":\"" + event
                + "\",\"properties\":" + properties + "}";
    }

    private static String page(String url) {
        return "{\"type\":\"page\",\"messageId\":\"m\",\"anonymousId\":\"a\",\"timestamp\":\"2026-01-31T12:00:00Z\","
                + "\"properties\":{\"url\":\"" + url + "\"}}";
    }

    private Mapping mapping(String yaml) throws Exception {
        return Mapping.read(Files.writeString(folder.resolve("mapping.yml"), yaml));
    }

    private static ClickEvent read(String message) {
        return accepted(validation(message, Mapping.NONE));
    }

    private static ClickEvent accepted(Validation result) {
        assertThat(result).isInstanceOf(Validation.Accepted.class);
        return ((Validation.Accepted) result).event();
    }

    private static Validation validation(String message, Mapping mapping) {
        byte[] bytes = message.getBytes(UTF_8);
        return new SegmentReader(mapping).read(bytes, 0, bytes.length);
    }
}
