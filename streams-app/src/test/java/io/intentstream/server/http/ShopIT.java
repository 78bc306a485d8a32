package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.InterruptibleProcess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The shop of a real demo in a real browser: what is clicked comes out as profile and intent. Without a Chromium these
 * tests are skipped, unless {@code -Dbrowser.required} is set. Screenshots go to {@code target/page}.
 */
class ShopIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PICTURES = Path.of("target", "page");
    private static final List<String> FIVE =
            List.of("shoes-boot", "headphones-sport", "kitchen-pan", "kitchen-knife", "novel-rain");

    @TempDir
    private static Path folder;

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static Browser browser;
    private static Process demo;
    private static String url;

    private BrowserPage page;

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.launch(Browser.forTests(), folder.resolve("browser"));
        Path output = folder.resolve("demo.txt");
        ProcessBuilder command = InterruptibleProcess.of(List.of(
                "demo",
                "--keep",
                "--events=500",
                "--rate=1",
                "--data-dir=" + folder.resolve("data"),
                "--set=model.path=" + Path.of("..", "model-artifacts", "shop-intent", "2"),
                "--set=audiences.path=" + Path.of("..", "model-artifacts", "audiences", "standard.yaml"),
                "--set=items.path=" + ShopItems.write(folder.resolve("items"))));
        demo = command.redirectOutput(output.toFile()).start();
        await().atMost(Duration.ofMinutes(2))
                .failFast("the demo ended; its output is in the test's folder", () -> !demo.isAlive())
                .until(() -> Files.readString(output).contains("/shop to shop yourself"));
        String said = Files.readString(output);
        int end = said.indexOf("/shop to shop yourself");
        url = said.substring(said.lastIndexOf("http://", end), end);
    }

    @AfterAll
    static void stop() throws IOException, InterruptedException {
        if (demo != null) {
            InterruptibleProcess.signal(demo, "INT");
            demo.waitFor(1, TimeUnit.MINUTES);
            demo.destroyForcibly();
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
    void shouldFollowAnOrderOfFiveProductsAndItsReturn() throws Exception {
        // Given
        page.open(url + "/shop");
        patiently().until(() -> page.text("#panel-note").contains("page view"));

        // When
        for (String product : FIVE) {
            page.click(".brand");
            patiently().until(() -> page.text("h1").equals("Good things, few of them"));
            patiently().until(() -> page.count("[aria-label='For you']:not([hidden])") == 1);
            page.click(".shelf:not(.suggested) a[href='#/product/" + product + "']");
            patiently().until(() -> page.eval("location.hash").asText().endsWith(product));
            page.click("main button.main");
        }
        assertThat(page.text("#to-cart")).isEqualTo("Cart (5)");
        patiently().untilAsserted(() -> assertThat(profile("you").get("cart")).hasSize(5));
        page.click("#to-cart");
        patiently().until(() -> page.text("h1").equals("Your cart"));
        assertThat(page.text(".total strong")).isEqualTo("€409.00");
        page.click("a[href='#/checkout']");
        patiently().until(() -> page.text("h1").equals("Delivery"));
        page.click("main button.main");
        patiently().until(() -> page.text("h1").equals("Payment"));
        page.click("main button.main");

        // Then
        patiently().until(() -> page.text("h1").equals("Thank you"));
        patiently().untilAsserted(() -> {
            JsonNode profile = profile("you");
            assertThat(profile.get("orders").asInt()).isEqualTo(1);
            assertThat(profile.get("cart")).isEmpty();
            assertThat(profile.at("/monetary/0/currency").asText()).isEqualTo("EUR");
            assertThat(profile.at("/monetary/0/totalMinor").asLong()).isEqualTo(40_900);
            assertThat(profile.get("topCategories")).hasSize(4);
            assertThat(profile.at("/lifetimeCounts/ADD_TO_CART").asInt()).isEqualTo(5);
        });
        patiently().until(() -> page.text("#panel-note").contains("purchase"));
        patiently().untilAsserted(() -> assertThat(page.text("#panel-body")).contains("€409.00 in 1 order"));
        page.picture(PICTURES.resolve("shop.png"));
        page.click("main button:not(.main)");
        patiently()
                .untilAsserted(() -> assertThat(
                                profile("you").at("/monetary/0/totalMinor").asLong())
                        .isZero());
        assertThat(page.faults()).isEmpty();
    }

    @Test
    void shouldSuggestWhatFollowsFromTheClicks() {
        // Given
        page.open(url + "/shop?user=ida");
        patiently().until(() -> page.text("[aria-label='For you']").contains("Winter boot"));
        assertThat(page.text("[aria-label='For you']")).contains("Popular").doesNotContain("You looked at it");

        // When / Then
        page.click("a[href='#/product/kitchen-pan']");
        patiently().until(() -> page.text("h1").equals("Cast-iron pan"));
        assertThat(page.count("[aria-label='Others also viewed']:not([hidden])"))
                .isZero();
        page.click("main button.main");
        page.click(".brand");
        patiently().until(() -> page.text("h1").equals("Good things, few of them"));
        page.click("a[href='#/product/shoes-boot']");
        patiently().until(() -> page.text("[aria-label='Others also viewed']").contains("Trail runner"));
        patiently().until(() -> page.text("[aria-label='For you']").contains("Goes with Cast-iron pan"));
        assertThat(page.text("[aria-label='For you']")).doesNotContain("Trail runner");
        page.picture(PICTURES.resolve("shop-suggestions.png"));
        page.click(".brand");
        patiently().until(() -> page.text("[aria-label='For you']").contains("Because you viewed Winter boot"));
        assertThat(page.count("[aria-label='For you'] a[href='#/product/kitchen-pan']"))
                .isZero();
        page.click("[aria-label='For you'] a[href='#/product/shoes-trail']");
        patiently().until(() -> page.text("h1").equals("Trail runner"));
        page.click(".brand");
        patiently().until(() -> page.text("[aria-label='For you']").contains("You looked at it"));
        page.picture(PICTURES.resolve("shop-for-you.png"));
        page.resize(390, 780);
        page.eval("document.getElementById('panel').open = false");
        page.picture(PICTURES.resolve("shop-for-you-phone.png"));
        page.click("#to-cart");
        patiently().until(() -> page.text("[aria-label='Bought together']").contains("Goes with Cast-iron pan"));
        assertThat(page.text("[aria-label='Bought together']")).contains("Chef's knife");
        page.picture(PICTURES.resolve("shop-bought-together-phone.png"));
        assertThat(page.faults()).isEmpty();
    }

    @Test
    void shouldBeUsableByKeyboardOnAPhone() throws Exception {
        // Given
        page.resize(390, 780);
        page.open(url + "/shop?user=anna%20k%C3%B6nig");

        // When
        tabTo("#query");
        page.type("rain");
        page.press("Enter");
        patiently().until(() -> page.text("h1").contains("rain"));
        tabTo("main .products a");
        page.press("Enter");
        patiently().until(() -> page.text("h1").equals("A Short History of Rain"));
        tabTo("main button.main");
        page.press("Enter");

        // Then
        patiently().untilAsserted(() -> {
            JsonNode profile = profile("anna%20k%C3%B6nig");
            assertThat(profile.at("/cart/0/itemId").asText()).isEqualTo("novel-rain");
            assertThat(profile.at("/lifetimeCounts/SEARCH").asInt()).isEqualTo(1);
        });
        assertThat(page.eval("document.documentElement.scrollWidth <= innerWidth")
                        .asBoolean())
                .isTrue();
        page.eval("document.getElementById('skip').focus(); 0");
        page.press("Enter");
        assertThat(page.eval("document.activeElement.id + location.hash").asText())
                .isEqualTo("main#/product/novel-rain");
        tabTo("#panel summary");
        page.press("Enter");
        patiently()
                .until(() -> page.eval("document.getElementById('panel').open").asBoolean());
        patiently().until(() -> page.text("#panel-body").contains("novel-rain"));
        page.picture(PICTURES.resolve("shop-phone.png"));
        assertThat(page.faults()).isEmpty();
    }

    /** Moves the focus by keyboard until it is on an element of the selector. */
    private void tabTo(String selector) {
        for (int i = 0; i < 80; i++) {
            page.press("Tab");
            if (page.eval("document.activeElement.matches(\"" + selector + "\")")
                    .asBoolean()) {
                return;
            }
        }
        throw new AssertionError("The tab key does not reach " + selector);
    }

    private static JsonNode profile(String id) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/profiles/" + id)).build();
        return JSON.readTree(CLIENT.send(request, BodyHandlers.ofString()).body());
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }
}
