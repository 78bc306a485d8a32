package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.core.engine.BasketEvents;
import io.intentstream.core.state.TagRule;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page in a real browser with a real engine and the shipped model. Without a Chromium these tests are skipped,
 * unless {@code -Dbrowser.required} is set. Screenshots go to {@code target/page}.
 */
class PageIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PICTURES = Path.of("target", "page");
    private static final Path MODEL = Path.of("..", "model-artifacts", "shop-intent", "2");
    private static final Instant NOW = Instant.now();
    private static final String HOSTILE = "<img src=x onerror=\"window.owned=1\"><script>window.owned=2</script>";

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @TempDir
    private static Path folder;

    private static Browser browser;
    private static Map<String, String> settings;
    private static ServedEngine engine;

    private BrowserPage page;

    @BeforeAll
    static void start() {
        browser = Browser.launch(Browser.forTests(), folder.resolve("browser"));
        settings = withTopics("page", Map.of());
        engine = ServedEngine.start(settings);
    }

    @AfterAll
    static void stop() {
        if (engine != null) {
            engine.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void openTab() {
        page = browser.newPage();
    }

    @AfterEach
    void closeTab() {
        page.close();
    }

    @Test
    void shouldShowLiveActivity() {
        // Given
        page.open(engine.url() + "/");
        awaitState("ready");
        follow(page, "shoes");
        page.eval("window.shifts = 0; new PerformanceObserver(l => l.getEntries().forEach(e => shifts += e.value))"
                + ".observe({type: 'layout-shift', buffered: true}); 0");

        // When
        List<List<ClickEvent>> sessions = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            sessions.add(session("now-" + i));
        }
        sessions.forEach(session -> send(settings, session));

        // Then
        patiently()
                .untilAsserted(() -> assertThat(page.text("#events-per-second"))
                        .matches("[0-9.,]+")
                        .isNotEqualTo("0"));
        patiently().untilAsserted(() -> assertThat(page.text("#latency-p99")).matches("[0-9,.]+ m?s"));
        patiently().until(() -> page.count("#strongest a") == 12);
        assertThat(page.eval("shifts").asDouble()).isLessThan(0.02);
        page.click("#bands-details summary");
        patiently()
                .untilAsserted(() -> assertThat(page.eval("[...document.querySelectorAll('#bands-table td')]"
                                        + ".reduce((sum, cell) => sum + Number(cell.textContent), 0)")
                                .asInt())
                        .isGreaterThanOrEqualTo(sessions.size()));
        assertThat(page.eval("[...document.querySelectorAll('#bands rect')].some(bar => bar.height.baseVal.value > 10)")
                        .asBoolean())
                .isTrue();
        assertThat(page.text("#model")).isEqualTo("shop-intent 2");
        page.picture(PICTURES.resolve("live.png"));
        assertQuiet();
    }

    @Test
    void shouldFollowTheStreamAndNavigateToAUserAndBack() {
        // Given
        page.open(engine.url() + "/");
        follow(page, "followed");

        // When
        send(settings, session("followed", "followed"));
        patiently().until(() -> page.text("#strongest").contains("followed"));
        page.click("#strongest a[href='#user=followed']");

        // Then
        patiently().until(() -> page.count(".point") == session("followed").size());
        assertThat(page.eval("location.hash").asText()).isEqualTo("#user=followed");
        page.eval("history.back(); 0");
        patiently().until(() -> page.text("#live h2").equals("Now"));
        page.eval("history.forward(); 0");
        patiently().until(() -> page.text("#user-title").equals("followed"));
        assertQuiet();
    }

    @Test
    void shouldNotUpdateWhenPaused() {
        // Given
        page.open(engine.url() + "/");
        follow(page, "paused");
        send(settings, session("before-the-pause", "paused"));
        patiently().until(() -> page.text("#strongest").contains("before-the-pause"));

        // When
        page.click("#pause");
        try (BrowserPage other = browser.newPage()) {
            other.open(engine.url() + "/");
            follow(other, "paused");
            send(settings, session("in-the-pause", "paused"));
            patiently().until(() -> other.text("#strongest").contains("in-the-pause"));
        }

        // Then
        assertThat(page.text("#strongest")).doesNotContain("in-the-pause");
        page.click("#pause");
        patiently().until(() -> page.text("#strongest").contains("in-the-pause"));
        assertQuiet();
    }

    @Test
    void shouldDrawPointPerEventAndUpdateLive() throws IOException {
        // Given
        List<ClickEvent> events = twoSessions("ann");
        send(settings, events);
        JsonNode journey = journey("ann", events.size());

        // When
        page.open(engine.url() + "/#user=ann");

        // Then
        patiently().until(() -> page.count(".point") == events.size());
        assertThat(page.text(".user-score .badge"))
                .isEqualTo(journey.at("/intent/band").asText());
        assertThat(page.count("#user-body details tbody tr")).isEqualTo(events.size());
        assertThat(page.count(".curve")).isEqualTo(2);
        assertThat(page.count(".drivers:not(.plain) li .push"))
                .isEqualTo(journey.at("/intent/drivers").size());
        assertThat(page.text(".cart")).contains("item-9").contains("€19.99");
        assertThat(page.count(".hours span")).isEqualTo(24);
        send(settings, List.of(ClickEvents.event("ann", "more", EventType.VIEW_CART, NOW.plusSeconds(5))));
        patiently().until(() -> page.count(".point") == events.size() + 1);
        assertThat(page.text(".told")).contains("view cart");
        page.picture(PICTURES.resolve("user.png"));
        assertQuiet();
    }

    @Test
    void shouldShowProductsAndValueOfAnOrder() throws IOException {
        // Given
        ClickEvent order = ClickEvents.event("five", "order-of-five", EventType.PURCHASE, NOW);
        order.setItems(IntStream.rangeClosed(1, 5).mapToObj(BasketEvents::item).toList());
        order.setOrderId("A-1");
        order.setValueMinor(21_830L);
        order.setCurrency("EUR");
        send(settings, List.of(order));
        journey("five", 1);

        // When
        page.open(engine.url() + "/#user=five");

        // Then
        patiently().until(() -> page.count(".point") == 1);
        assertThat(page.text(".told")).contains("5 products · €218.30 · p1, p2, p3, p4, p5");
        assertThat(page.text("#user-body")).contains("€218.30 in 1 order");
        page.picture(PICTURES.resolve("order.png"));
        assertQuiet();
    }

    @Test
    void shouldMoveEverythingToTheMomentThatTheSliderSelects() throws IOException {
        // Given
        send(settings, twoSessions("moved"));
        JsonNode window = journey("moved", twoSessions("").size()).get("window");
        page.open(engine.url() + "/#user=moved");
        patiently().until(() -> page.count(".point") == window.size());
        String nowScore = page.text(".big");
        String nowDrivers = page.text(".drivers:not(.plain)");
        page.click("#user-body details summary");

        // When
        page.eval("document.querySelector('input[type=range]').focus(); 0");
        page.press("Home");
        page.press("ArrowRight");

        // Then
        assertThat(page.text(".big")).isEqualTo(page.text("tr.shown td:nth-child(4)"));
        assertThat(page.text(".user-score .badge"))
                .isEqualTo(window.at("/1/intent/band").asText());
        assertThat(page.eval(
                                "[...document.querySelectorAll('tbody tr')].findIndex(r => r.matches('.shown[aria-current]'))")
                        .asInt())
                .isEqualTo(1);
        assertThat(page.count(".drivers:not(.plain) li .push")).isEqualTo(2);
        assertThat(page.text(".drivers:not(.plain)"))
                .contains("the chance", "search", "view item")
                .isNotEqualTo(nowDrivers);
        assertThat(page.text(".trio")).contains("Session\n1 of 2", "Events so far\n2", "Last event\nview item");
        assertThat(page.text("#user-body")).contains("What follows is the profile as it is now");
        page.picture(PICTURES.resolve("moment.png"));

        // When
        page.click(".to-latest");

        // Then
        assertThat(page.text(".big")).isEqualTo(nowScore);
        assertThat(page.text(".drivers:not(.plain)")).isEqualTo(nowDrivers);
        assertThat(page.text(".trio")).contains("Session\n2 of 2", "Events so far\n4", "Last event\nbegin checkout");
        assertThat(page.eval("document.activeElement.type").asText()).isEqualTo("range");
        assertQuiet();
    }

    @Test
    void shouldExplainEveryTag() throws IOException {
        // Given
        send(settings, twoSessions("tagged"));
        journey("tagged", twoSessions("").size());

        // When
        page.open(engine.url() + "/#user=tagged");
        patiently().until(() -> page.count(".tags li") > 0);

        // Then
        assertThat(page.text(".tags")).contains("first-time-buyer", "Has bought once.");
        assertThat(page.eval("[...document.querySelectorAll('.tags li')].every(tag => tag.title.includes('. Since '))")
                        .asBoolean())
                .isTrue();
        for (TagRule rule : TagRule.values()) {
            assertThat(page.eval("import('/page/tags.js').then(tags => tags.meaning('" + rule.tag() + "'))")
                            .asText())
                    .as(rule.tag())
                    .endsWith(".")
                    .doesNotContain("does not know");
        }
        assertQuiet();
    }

    @Test
    void shouldKeepTheStrongestWhenTrafficStops() {
        // Given
        send(settings, session("kept", "kept"));
        page.open(engine.url() + "/");
        follow(page, "kept");
        patiently().until(() -> page.text("#strongest").contains("kept"));

        // When five minutes pass without another
        page.eval("{ const now = Date.now; Date.now = () => now() + 300000; } 0");

        // Then
        patiently().untilAsserted(() -> assertThat(page.text("#strongest")).contains("kept", "min ago"));
        assertThat(page.text("#strongest-note")).contains("Nothing new in the last minute", "min ago");
        page.picture(PICTURES.resolve("quiet.png"));

        // When the page is loaded again
        page.open("about:blank");
        page.open(engine.url() + "/");
        follow(page, "kept");

        // Then
        patiently().untilAsserted(() -> assertThat(page.text("#strongest")).contains("kept"));
        assertQuiet();
    }

    @Test
    void shouldSayThatTheEngineCannotReachKafka() {
        // Given
        page.open(engine.url() + "/");
        awaitState("ready");

        // When
        page.eval(
                "window.real = window.fetch; window.fetch = (path, options) => path === '/health/ready'"
                        + " ? Promise.resolve(new Response(JSON.stringify({status: 503, message:"
                        + " 'no broker has answered since 2026-03-01T12:03:04.567Z'}), {status: 503})) : window.real(path, options); 0");

        // Then
        awaitState("no Kafka");
        assertThat(page.text("#notice"))
                .isEqualTo("The engine cannot reach Kafka since 1 Mar 2026, 12:03 UTC: what you see is as of then.");
        page.picture(PICTURES.resolve("no-kafka.png"));
        page.eval("window.fetch = window.real; 0");
        awaitState("ready");
        assertThat(page.text("#notice")).isEmpty();
        assertQuiet();
    }

    @Test
    void shouldShowTheDescriptionOfTheApi() {
        // When
        page.open(engine.url() + "/api");
        patiently().until(() -> page.count("#description section") > 0);
        page.click("#operation-profile > details summary");

        // Then
        assertThat(page.count("#description section"))
                .isEqualTo(page.count("#contents a"))
                .isGreaterThan(12);
        assertThat(page.text("#operation-profile"))
                .contains("/profiles/{userId}", "curl " + engine.url() + "/profiles/u-4711", "no events of this user");
        assertThat(page.text("#description")).doesNotContain("undefined", "[object");
        page.picture(PICTURES.resolve("api.png"));
        assertQuiet();
    }

    @Test
    void shouldExplainWhyUserIsNotShown() {
        // Given
        Map<String, String> expected = Map.of(
                "nobody-knows",
                "No events of this user are known",
                "%20",
                "No user can have this id: userId is missing or blank",
                "x".repeat(300),
                "more than 256 bytes",
                "%E0%A4%A",
                "This address names no user",
                "..",
                "Browsers cannot request");

        // When / Then
        expected.forEach((user, message) -> {
            page.open(engine.url() + "/#user=" + user);
            patiently()
                    .untilAsserted(() ->
                            assertThat(page.text("#user-message")).as(user).contains(message));
        });
        assertThat(page.faults()).isEmpty();
    }

    @Test
    void shouldBeUsableByKeyboardOnly() throws IOException {
        // Given
        send(settings, twoSessions("key board/ü"));
        journey("key board/ü", twoSessions("").size());
        page.open(engine.url() + "/");

        // When
        tabTo("user-id");
        page.type("key board/ü");
        page.press("Enter");
        patiently().until(() -> page.count(".point") == twoSessions("").size());
        String title = page.eval("document.activeElement.id").asText();
        for (int i = 0;
                i < 30 && !page.eval("document.activeElement.type === 'range'").asBoolean();
                i++) {
            page.press("Tab");
        }
        String latest = page.text(".told");
        page.press("ArrowLeft");
        String earlier = page.text(".told");

        // Then
        assertThat(title).isEqualTo("user-title");
        assertThat(latest).contains("8 of 8");
        assertThat(earlier).contains("7 of 8");
        assertThat(page.eval("document.activeElement.getAttribute('aria-valuetext')")
                        .asText())
                .contains("event 7 of 8");
        assertThat(page.eval("getComputedStyle(document.activeElement).outlineStyle")
                        .asText())
                .isEqualTo("solid");
        assertThat(page.eval("[...document.querySelectorAll('input, select, button')].filter(e => !e.labels?.length"
                        + " && !e.ariaLabel && !e.textContent.trim()).map(e => e.id)"))
                .isEmpty();
        assertQuiet();
    }

    @Test
    void shouldFitAPhoneAndBeReadableInLightAndDark() throws IOException {
        // Given
        String longId = "a-very-long-user-id-".repeat(10);
        send(settings, twoSessions(longId));
        journey(longId, twoSessions("").size());
        page.resize(360, 740);

        for (String theme : List.of("light", "dark")) {
            page.prefer("prefers-color-scheme", theme);
            for (String address : List.of("/", "/#user=" + longId, "/api")) {
                // When
                page.open(engine.url() + address);
                patiently()
                        .until(() ->
                                page.text("#state-word").equals("ready") || page.count("#description section") > 0);
                patiently()
                        .until(() -> !address.contains("user")
                                || page.count(".point") == twoSessions("").size());

                // Then
                assertThat(page.eval("document.documentElement.scrollWidth").asInt())
                        .isLessThanOrEqualTo(360);
                assertThat(page.eval("document.documentElement.dataset.theme").asText())
                        .isEqualTo(theme);
                assertThat(page.eval(resource("contrast.js")))
                        .as(theme + address)
                        .isEmpty();
                String shown = address.equals("/") ? "live" : address.equals("/api") ? "api" : "user";
                page.picture(PICTURES.resolve("phone-" + theme + "-" + shown + ".png"));
            }
        }
        page.click("#theme");
        assertThat(page.eval("document.documentElement.dataset.theme").asText()).isEqualTo("light");
        assertQuiet();
    }

    @Test
    void shouldShowHostileTextAsText() throws IOException {
        // Given
        ClickEvent event = ClickEvents.view(HOSTILE, "hostile", NOW);
        event.setItemId(HOSTILE);
        event.setCategoryId(HOSTILE);
        event.setBrand(HOSTILE);
        event.setChannel(HOSTILE);
        event.setEventType(EventType.ADD_TO_CART);
        send(settings, List.of(event));
        journey(HOSTILE, 1);

        // When
        page.open(engine.url() + "/#user=" + encoded(HOSTILE));
        patiently().until(() -> page.count(".point") == 1);

        // Then
        assertThat(page.text("#user-title")).isEqualTo(HOSTILE);
        assertThat(page.text(".affinities")).contains(HOSTILE);
        assertThat(page.text(".cart")).contains(HOSTILE);
        assertThat(page.count("main img, main script")).isZero();
        assertThat(page.eval("window.owned ?? 0").asInt()).isZero();
        assertQuiet();

        // When markup gets into the page in another way
        page.eval("document.querySelector('main').innerHTML = " + JSON.writeValueAsString(HOSTILE) + "; 0");

        // Then the content security policy blocks it
        patiently().until(() -> page.faults().toString().contains("Content Security Policy"));
        assertThat(page.eval("window.owned ?? 0").asInt()).isZero();
    }

    @Test
    void shouldReportLostConnectionAndReconnect() {
        // Given
        Map<String, String> own = withTopics("away", Map.of());
        ServedEngine first = ServedEngine.start(own);
        String url = first.url();
        own.put("http.port", String.valueOf(URI.create(url).getPort()));
        page.open(url + "/");
        awaitState("ready");

        // When
        first.close();

        // Then
        awaitState("unreachable");
        assertThat(page.text("#notice")).contains("No answer from the engine.", "Trying again");
        page.picture(PICTURES.resolve("unreachable.png"));

        // When
        try (ServedEngine second = ServedEngine.open(own)) {
            awaitState("starting");
            page.eval("location.hash = '#user=back'; 0");
            patiently()
                    .untilAsserted(
                            () -> assertThat(page.text("#user-message")).contains("Not available now", "Trying again"));
            second.startStream();

            // Then
            awaitState("ready");
            assertThat(page.text("#notice")).isEmpty();
            send(own, session("back"));
            patiently().until(() -> page.count(".point") == session("").size());
            assertThat(page.faults()).isEmpty();
        }
    }

    @Test
    void shouldAskForTokenAndKeepItInTheTabOnly() {
        // Given
        String token = "open-" + ThreadLocalRandom.current().nextInt(1_000_000, 9_999_999);
        Map<String, String> own = withTopics("token", Map.of("http.token", token));
        try (ServedEngine guarded = ServedEngine.start(own)) {
            page.open(guarded.url() + "/");
            patiently()
                    .until(() -> page.eval("document.getElementById('token-dialog')?.open ?? false")
                            .asBoolean());

            // When
            page.type("wrong");
            page.press("Enter");
            patiently().until(() -> page.text("#token-wrong").contains("does not accept"));
            page.picture(PICTURES.resolve("token.png"));
            page.type(token);
            page.press("Enter");

            // Then
            patiently().until(() -> page.text("#model").equals("shop-intent 2"));
            send(own, session("guarded"));
            page.eval("location.hash = '#user=guarded'; 0");
            patiently().until(() -> page.count(".point") == session("").size());
            assertThat(page.eval("JSON.stringify(localStorage) + document.cookie + location.href")
                            .asText())
                    .doesNotContain(token);
            page.open(guarded.url() + "/");
            patiently().until(() -> page.text("#model").equals("shop-intent 2"));
            assertThat(page.eval("document.getElementById('token-dialog')?.open ?? false")
                            .asBoolean())
                    .isFalse();
            assertThat(page.faults()).isEmpty();
        }
    }

    private void assertQuiet() {
        assertThat(page.faults()).isEmpty();
        assertThat(page.failedRequests()).isEmpty();
    }

    private void awaitState(String word) {
        patiently().until(() -> page.text("#state-word").equals(word));
    }

    /** Follows all bands of a category and waits until the stream is open. */
    private static void follow(BrowserPage page, String category) {
        page.eval("document.getElementById('filter-band').value = '';"
                + "document.getElementById('filter-category').value = '" + category + "';"
                + "document.getElementById('filter').dispatchEvent(new Event('change')); 0");
        patiently()
                .until(() -> page.eval("document.getElementById('strongest').dataset.follows")
                        .asText()
                        .equals("/intents/stream?category=" + category + "&latest=1000"));
    }

    private void tabTo(String id) {
        for (int i = 0; i < 30; i++) {
            page.press("Tab");
            if (page.eval("document.activeElement.id").asText().equals(id)) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to " + id);
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }

    /** A user's journey once it contains all events. */
    private static JsonNode journey(String user, int events) throws IOException {
        String path = "/users/" + encoded(user) + "/journey";
        patiently()
                .until(() -> engine.get(path).statusCode() == 200
                        && JSON.readTree(engine.get(path).body()).get("window").size() == events);
        return JSON.readTree(engine.get(path).body());
    }

    private static Map<String, String> withTopics(String application, Map<String, String> others) {
        Map<String, String> with = new HashMap<>(others);
        with.put("model.path", MODEL.toString());
        return cluster.newApplication(application, with);
    }

    private static List<ClickEvent> session(String user) {
        return session(user, "shoes");
    }

    private static List<ClickEvent> session(String user, String category) {
        List<ClickEvent> session = List.of(
                ClickEvents.event(user, "1", EventType.VIEW_ITEM, NOW.minusSeconds(90)),
                ClickEvents.event(user, "2", EventType.ADD_TO_CART, NOW.minusSeconds(60)),
                ClickEvents.event(user, "3", EventType.VIEW_CART, NOW.minusSeconds(30)),
                ClickEvents.event(user, "4", EventType.BEGIN_CHECKOUT, NOW));
        session.forEach(event -> event.setCategoryId(category));
        return session;
    }

    /** A session with an order two hours ago, and a current one with a full cart. */
    private static List<ClickEvent> twoSessions(String user) {
        List<ClickEvent> events = new ArrayList<>();
        List<EventType> earlier =
                List.of(EventType.SEARCH, EventType.VIEW_ITEM, EventType.ADD_TO_CART, EventType.PURCHASE);
        List<EventType> now =
                List.of(EventType.PAGE_VIEW, EventType.VIEW_ITEM, EventType.ADD_TO_CART, EventType.BEGIN_CHECKOUT);
        for (int i = 0; i < 4; i++) {
            events.add(ClickEvents.event(user, "a" + i, earlier.get(i), NOW.minusSeconds(7200 - 20 * i)));
        }
        for (int i = 0; i < 4; i++) {
            ClickEvent event = ClickEvents.event(user, "b" + i, now.get(i), NOW.minusSeconds(90 - 20 * i));
            event.setItemId("item-9");
            events.add(event);
        }
        return events;
    }

    private static void send(Map<String, String> settings, List<ClickEvent> events) {
        String topic = settings.get("input.topics");
        cluster.send(events.stream().map(event -> cluster.record(topic, event)).toList());
    }

    private static String encoded(String user) {
        return URLEncoder.encode(user, UTF_8).replace("+", "%20");
    }

    private static String resource(String name) {
        try (InputStream file = PageIT.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
