package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import io.intentstream.server.http.ShoeShop;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecommendCommandTest {
    @TempDir
    private Path folder;

    @Test
    void shouldShowWhatGoesWithAProduct() {
        // Given
        Path model = ShoeShop.write(folder.resolve("items"));

        // When
        CommandRun run = CommandRun.of("recommend", "--item", "boot", "--model", model.toString());

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().replaceAll("[0-9a-f]{16}", "FINGERPRINT")).isEqualTo("""
                Viewed with it
                rank  product  category  strength
                1     sandal   shoes     1.0000
                2     sock     socks     0.2500

                Goes with it
                rank  product  category  strength
                1     sock     socks     1.0000

                Association rules
                rank  product  together in       users  confidence  lift  G2
                1     sock     cart or wishlist  25     0.400       4.00  40.0

                From shoe-shop 1 (FINGERPRINT).
                """);
    }

    @Test
    void shouldShowWhatFollowsProducts() {
        // Given
        Path model = ShoeShop.write(folder.resolve("items"));

        // When
        CommandRun run = CommandRun.of(
                "recommend",
                "--items",
                "sneaker,boot",
                "--model",
                model.toString(),
                "--limit",
                "2",
                "--list",
                "discover");
        CommandRun json = CommandRun.of("recommend", "--items", "boot", "--model", model.toString(), "--json");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out().lines().limit(3))
                .satisfiesExactly(
                        head -> assertThat(head).isEqualTo("rank  product  category  score   why"),
                        first -> assertThat(first).startsWith("1     sandal   shoes"),
                        second -> assertThat(second)
                                .startsWith("2     sock     socks")
                                .endsWith("others viewed it after boot"));
        assertThat(json.out()).startsWith("{\"items\":[{\"itemId\":\"sandal\"").contains("\"itemsName\":\"shoe-shop\"");
    }

    @Test
    void shouldSayThatAProductIsUnknown() {
        // Given
        Path model = ShoeShop.write(folder.resolve("items"));

        // When
        CommandRun run = CommandRun.of("recommend", "--item", "Boot", "--model", model.toString());

        // Then
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).startsWith("The bundle does not know this product");
    }

    @Test
    void shouldRefuseWhatDoesNotGoTogether() {
        // Given
        Map<List<String>, String> refused = new LinkedHashMap<>();
        refused.put(List.of(), "name either a user, or --item or --items");
        refused.put(List.of("ann", "--item", "boot"), "name either a user, or --item or --items");
        refused.put(List.of("ann", "--model", "m"), "--model: goes with --item and --items");
        refused.put(List.of("--item", "boot"), "--model: missing");
        refused.put(List.of("--item", "boot", "--model", "m", "--list", "all"), "do not go with --item");
        refused.put(List.of("ann", "--limit", "0"), "--limit: must be 1 to 100, and is 0");
        refused.put(List.of("ann", "--limit", "101"), "--limit: must be 1 to 100, and is 101");
        refused.put(List.of("ann", "--list", "mine"), "choose one of all, continue, discover");
        refused.put(List.of(" "), "userId is missing or blank");

        refused.forEach((arguments, message) -> {
            // When
            String[] all = new String[arguments.size() + 1];
            all[0] = "recommend";
            for (int i = 0; i < arguments.size(); i++) {
                all[i + 1] = arguments.get(i);
            }
            CommandRun run = CommandRun.of(all);

            // Then
            assertThat(run.exitCode()).as(String.join(" ", all)).isEqualTo(2);
            assertThat(run.err()).as(String.join(" ", all)).contains(message);
        });
    }

    @Test
    void shouldSayWhatIsMissing() throws IOException {
        // Given
        int unused;
        try (ServerSocket socket = new ServerSocket(0)) {
            unused = socket.getLocalPort();
        }

        // When
        CommandRun noBundle = CommandRun.of(
                "recommend", "--item", "boot", "--model", folder.resolve("none").toString());
        CommandRun noEngine = CommandRun.of("recommend", "ann", "--set", "http.port=" + unused);

        // Then
        assertThat(noBundle.exitCode()).isEqualTo(1);
        assertThat(noBundle.err()).contains("none/manifest.json does not exist", "model-artifacts/shop-items/1");
        assertThat(noEngine.exitCode()).isEqualTo(1);
        assertThat(noEngine.err()).contains("No engine answers at http://127.0.0.1:" + unused, "http.port");
    }
}
