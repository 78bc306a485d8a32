package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.state.EngineSettings;
import io.intentstream.core.state.History;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every release must read the states that earlier releases wrote. {@code state-N.hex} holds what encoding N made of {@link
 * #events()}: a line for each value, its key before it, both in hex. When the encoding changes, the old files stay and a new
 * one is added.
 */
class ReleasedStateTest {
    private final EngineSettings settings = EngineSettings.defaults();

    @ParameterizedTest
    @ValueSource(strings = "state-1.hex")
    void shouldReadStateOfEveryRelease(String file) throws IOException {
        // When
        History history = UserState.decode(WholeStates.stored("ann", released(file)), settings)
                .history();

        // Then
        assertThat(history.events()).isEqualTo(40);
        assertThat(history.sessions()).isEqualTo(10);
        assertThat(history.orders()).isEqualTo(10);
        assertThat(history.spending().sums().get(0).totalMinor()).isEqualTo(49_900);
        assertThat(history.cart().lines()).isEmpty();
        assertThat(history.channels().count("app")).isEqualTo(40);
        assertThat(IntStream.range(0, history.tags().size()).mapToObj(history.tags()::name))
                .contains("repeat-buyer", "loyal", "brand:acme");
    }

    /** Encoding 2 is encoding 1 with baskets and orders; {@code state-2.hex} is what it makes of {@link #orders()}. */
    @ParameterizedTest
    @ValueSource(strings = "state-2.hex")
    void shouldReadStateWithOrdersOfEveryRelease(String file) throws IOException {
        // Given
        MemoryStates store = released(file);
        ClickEvent refund = BasketEvents.order("refund", EventType.REFUND, 500_000, "order-3", 2);

        // When
        Outcome outcome =
                new Users(settings, new JavaLstm(7), store).apply(refund).get(0);

        // Then
        Users always = new Users(settings, new JavaLstm(7));
        always.oneByOne(orders());
        assertThat(Users.profile(outcome).getOrders()).isEqualTo(10);
        assertThat(outcome).isEqualTo(always.apply(refund).get(0));
    }

    /** Ten sessions, each with an order that two events tell of, and refunds of two of them. */
    private static List<ClickEvent> orders() {
        List<ClickEvent> events = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            long second = 40_000L * i;
            events.add(BasketEvents.basket("cart-" + i, EventType.ADD_TO_CART, second, 1, 2, 3, 4 + i));
            events.add(BasketEvents.order("a-" + i, EventType.PURCHASE, second + 60, "order-" + i, 1, 2, 4 + i));
            events.add(BasketEvents.worth(
                    i % 2 == 0 ? 700L : null,
                    BasketEvents.order("b-" + i, EventType.PURCHASE, second + 90, "order-" + i, 1)));
        }
        events.add(BasketEvents.order("whole", EventType.REFUND, 400_000, "order-1"));
        events.add(BasketEvents.worth(50L, BasketEvents.order("part", EventType.REFUND, 400_060, "order-2")));
        return events;
    }

    @ParameterizedTest
    @ValueSource(strings = "state-1.hex")
    void shouldContinueFromStateOfEveryRelease(String file) throws IOException {
        // Given
        MemoryStates store = released(file);
        ClickEvent next = windowEvent(40, EventType.VIEW_ITEM, 400_000);

        // When
        Outcome outcome =
                new Users(settings, new JavaLstm(7), store).apply(next).get(0);

        // Then
        Users always = new Users(settings, new JavaLstm(7));
        always.apply(events());
        assertThat(outcome).isEqualTo(always.apply(next).get(0));
    }

    private static List<ClickEvent> events() {
        List<ClickEvent> events = new ArrayList<>();
        EventType[] session = {EventType.VIEW_ITEM, EventType.ADD_TO_CART, EventType.BEGIN_CHECKOUT, EventType.PURCHASE
        };
        for (int i = 0; i < 40; i++) {
            events.add(windowEvent(i, session[i % 4], i / 4 * 40_000L + i % 4 * 30));
        }
        return events;
    }

    private static ClickEvent windowEvent(int number, EventType type, long second) {
        ClickEvent event = Users.event("ann", "e" + number, type, second);
        event.setItemId("item-" + number / 4);
        event.setBrand("acme");
        event.setPriceMinor(4990L);
        event.setCurrency("EUR");
        event.setChannel("app");
        event.setPageType("product");
        event.setDwellMillis(1500L);
        return event;
    }

    private static MemoryStates released(String name) throws IOException {
        MemoryStates states = new MemoryStates();
        try (InputStream in = ReleasedStateTest.class.getResourceAsStream(name)) {
            new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> line.split(":"))
                    .forEach(value -> states.write(
                            StateKey.of(HexFormat.of().parseHex(value[0])),
                            HexFormat.of().parseHex(value[1])));
        }
        return states;
    }
}
