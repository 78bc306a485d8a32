package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.TestCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page's strip of recommendations in a real browser with a real engine. Skipped as {@link PageIT} is. */
class RecommendationPageIT {
    private static final Path PICTURES = Path.of("target", "page");
    private static final Instant NOW = Instant.now();
    private static final String HOSTILE = "<img src=x onerror=window.owned=1>";

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @TempDir
    private static Path folder;

    private static Browser browser;

    @BeforeAll
    static void launch() {
        browser = Browser.launch(Browser.forTests(), folder.resolve("browser"));
    }

    @AfterAll
    static void quit() {
        if (browser != null) {
            browser.close();
        }
    }

    @Test
    void shouldFollowTheSliderThroughWhatWasRecommended() {
        // Given
        Path items = ShoeShop.write(folder.resolve("items"));
        Map<String, String> settings = cluster.newApplication("shown", Map.of("items.path", items.toString()));
        try (ServedEngine engine = ServedEngine.start(settings);
                BrowserPage page = browser.newPage()) {
            send(settings, List.of(HOSTILE, "boot", "sandal", "hat"));
            patiently().until(() -> engine.events() >= 4);
            page.open(engine.url() + "/#user=ann");
            patiently().until(() -> page.text(".next").contains("still open"));

            // When / Then
            assertThat(page.text(".next-products")).contains("sandal", "viewed lately", HOSTILE);
            assertThat(page.count(".next .taken")).isZero();
            page.eval("document.querySelector('#user-body input[type=range]').focus()");
            page.press("ArrowLeft");
            assertThat(page.text(".next")).contains("Then the user turned to hat, which is not in this list.");
            page.press("ArrowLeft");
            assertThat(page.text(".next")).contains("Then the user turned to sandal, number 2 of this list.");
            assertThat(page.text(".next .taken")).contains("sandal", "others viewed it after boot", "TAKEN NEXT");
            page.picture(PICTURES.resolve("next-for-user.png"));
            page.resize(390, 780);
            page.picture(PICTURES.resolve("next-for-user-phone.png"));
            assertThat(page.eval("document.documentElement.scrollWidth <= innerWidth")
                            .asBoolean())
                    .isTrue();
            page.press("Home");
            assertThat(page.text(".next")).contains("popular in shoes");
            page.resize(1280, 900);
            send(settings, List.of("sneaker"), 60);
            patiently()
                    .until(() -> page.eval("document.querySelectorAll('#user-body details .scrolls tbody tr').length")
                                    .asInt()
                            == 5);
            page.click(".to-latest");
            patiently().until(() -> page.text(".next").contains("still open"));
            patiently().until(() -> !page.text(".next-products").contains("sneaker"));
            assertThat(page.eval("window.owned === undefined").asBoolean()).isTrue();
            assertThat(page.faults()).isEmpty();
            assertThat(page.failedRequests()).isEmpty();
        }
    }

    @Test
    void shouldShowNothingWithoutAnItemsBundle() {
        // Given
        Map<String, String> settings = cluster.newApplication("not-shown", Map.of());
        try (ServedEngine engine = ServedEngine.start(settings);
                BrowserPage page = browser.newPage()) {
            send(settings, List.of("boot"));
            patiently().until(() -> engine.get("/users/ann/journey").statusCode() == 200);

            // When
            page.open(engine.url() + "/#user=ann");
            patiently().until(() -> page.text("#user-body").contains("Likely categories"));

            // Then
            assertThat(page.text("#user-body")).doesNotContain("Next for this user");
            assertThat(page.failedRequests()).isEmpty();
        }
    }

    private static void send(Map<String, String> settings, List<String> items) {
        send(settings, items, 0);
    }

    /** @param from seconds of the first view */
    private static void send(Map<String, String> settings, List<String> items, int from) {
        String topic = settings.get("input.topics");
        List<ClickEvent> events = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            ClickEvent event = ClickEvents.event("ann", from + "-" + i, EventType.VIEW_ITEM, NOW.plusSeconds(from + i));
            event.setItemId(items.get(i));
            events.add(event);
        }
        cluster.send(events.stream().map(event -> cluster.record(topic, event)).toList());
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }
}
