package io.intentstream.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.intentstream.schema.EventType;
import io.intentstream.stream.ClickEvents;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The page's audiences in a real browser with a real engine. Skipped as {@link PageIT} is. */
class AudiencePageIT {
    private static final Path PICTURES = Path.of("target", "page");
    private static final Instant NOW = Instant.now();
    private static final String HOSTILE = "<img src=x onerror=window.owned=1>";
    private static final String AUDIENCES = """
            audiences:
              - name: with-cart
                description: "<b>bold</b> Has something in the cart."
                when: cart.items > 0
              - name: gone-quiet
                when: since(lastSeen) >= duration("30m")
            """;

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @TempDir
    private static Path folder;

    @Test
    void shouldLeadFromAudiencesToMembersToTheUser() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("audiences.yaml"), AUDIENCES);
        Map<String, String> settings = cluster.newApplication(
                "marketed", Map.of("audiences.path", file.toString(), "audience.events.topic", "marketed-audiences"));
        try (Browser browser = Browser.launch(Browser.forTests(), folder.resolve("browser"));
                ServedEngine engine = ServedEngine.start(settings);
                BrowserPage page = browser.newPage()) {
            page.open(engine.url() + "/");
            page.click("#view-audiences");
            patiently().until(() -> page.count("#audience-list a") == 2);
            patiently()
                    .until(() -> page.eval("document.getElementById('changes').dataset.follows ?? ''")
                            .asText()
                            .startsWith("/audiences/stream"));

            // When
            String topic = settings.get("input.topics");
            cluster.send(List.of("ann", HOSTILE).stream()
                    .map(user -> ClickEvents.event(user, "1", EventType.ADD_TO_CART, NOW))
                    .map(event -> cluster.record(topic, event))
                    .toList());

            // Then
            patiently().until(() -> page.count("#changes a.who") == 2);
            patiently().until(() -> page.text("#audiences-verdict").equals("with-cart grows most: +2 in 24 h."));
            assertThat(page.text("#changes")).contains(HOSTILE);
            assertThat(page.text("#audience-list")).contains("<b>bold</b> Has something in the cart.");
            page.picture(PICTURES.resolve("audiences.png"));
            page.click("#audience-list a[href='#audience=with-cart']");
            patiently().until(() -> page.count("#members tr") == 2);
            assertThat(page.text("#members")).contains(HOSTILE, "ann");
            page.click("#members a[href='#user=ann']");
            patiently().until(() -> page.text(".memberships").contains("with-cart"));
            assertThat(page.text("#user-body")).contains("cart.items", "If nothing happens", "gone-quiet");
            assertThat(page.count(".audience-mark.in")).isEqualTo(1);
            assertThat(page.eval("window.owned === undefined").asBoolean()).isTrue();
            assertThat(page.faults()).isEmpty();
            assertThat(page.failedRequests()).isEmpty();
        }
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofMinutes(1));
    }
}
