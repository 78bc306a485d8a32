package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.Main;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.Association.Basket;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.schema.AssociatedItem;
import io.intentstream.schema.ItemAssociations;
import io.intentstream.stream.TestCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class PublishItemsIT {
    private static final Association SHOES_SOCKS = RulesBundle.items(Basket.CO_VIEW, 20, "i-1", "i-2");

    @RegisterExtension
    static final TestCluster cluster = new TestCluster();

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldWriteWhatGoesWithEachProductStrongestFirst() throws IOException {
        // Given
        Path bundle = RulesBundle.write(
                folder.resolve("bundle"),
                "1",
                3,
                RulesBundle.items(Basket.CO_VIEW, 10, "i-1", "i-3"),
                SHOES_SOCKS,
                RulesBundle.items(Basket.CO_CART, 40, "i-1", "i-2"),
                RulesBundle.items(Basket.CO_PURCHASE, 90, "i-1", "i-3"),
                RulesBundle.items(Basket.CO_VIEW, 10, "i-1", "i-2", "i-3"),
                RulesBundle.items(Basket.CO_CART, 30, "untabled", "i-3"),
                RulesBundle.categories(5, "shoes", "socks"));

        // When
        int exitCode = publish(bundle, "all");

        // Then
        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString())
                .contains("created all", "all: 2 products written, 0 deleted, 0 unchanged, from shop-items 1 (");
        Map<String, ItemAssociations> published = published("all");
        assertThat(published).containsOnlyKeys("i-1", "untabled");
        assertThat(published.get("i-1"))
                .isEqualTo(ItemAssociations.newBuilder()
                        .setItemId("i-1")
                        .setCategoryId("shoes")
                        .setUsers(30)
                        .setAlsoViewed(List.of(
                                new AssociatedItem("i-2", 5L, 0.00125, 0.5, 10.0, 40.0),
                                new AssociatedItem("i-3", 5L, 0.00125, 0.5, 5.0, 20.0)))
                        .setAlsoBought(List.of(new AssociatedItem("i-2", 5L, 0.00125, 0.5, 20.0, 80.0)))
                        .setItemsName("shop-items")
                        .setItemsVersion("1")
                        .setItemsFingerprint(ItemsBundle.load(bundle).fingerprintHex())
                        .build());
        assertThat(published.get("untabled").getUsers()).isEqualTo(5);
        assertThat(published.get("untabled").getCategoryId()).isNull();
    }

    @Test
    void shouldWriteNothingWhenTheTopicHoldsTheBundleAlready() throws IOException {
        // Given
        Path bundle = RulesBundle.write(folder.resolve("bundle"), "1", 3, SHOES_SOCKS);
        publish(bundle, "twice");
        List<ConsumerRecord<byte[], byte[]>> before = cluster.readAll("twice");

        // When
        int exitCode = publish(bundle, "twice");

        // Then
        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString()).endsWith("\n").contains("twice: 0 products written, 0 deleted, 1 unchanged, from ");
        assertThat(cluster.readAll("twice")).hasSameSizeAs(before).hasSize(1);
    }

    @Test
    void shouldDeleteProductsThatTheBundleNoLongerHas() throws IOException {
        // Given
        Path first = RulesBundle.write(
                folder.resolve("first"), "1", 3, SHOES_SOCKS, RulesBundle.items(Basket.CO_CART, 30, "i-2", "i-3"));
        Path second = RulesBundle.write(folder.resolve("second"), "2", 3, SHOES_SOCKS);
        publish(first, "shrinking");

        // When
        int exitCode = publish(second, "shrinking");
        int again = publish(second, "shrinking");

        // Then
        assertThat(List.of(exitCode, again)).as(err.toString()).containsOnly(0);
        assertThat(out.toString())
                .contains(
                        "shrinking: 1 product written, 1 deleted, 0 unchanged, from shop-items 2",
                        "shrinking: 0 products written, 0 deleted, 1 unchanged, from shop-items 2");
        assertThat(cluster.readAll("shrinking")).hasSize(4);
        Map<String, ItemAssociations> published = published("shrinking");
        assertThat(published).containsOnlyKeys("i-1");
        assertThat(published.get("i-1").getItemsVersion()).isEqualTo("2");
    }

    @Test
    void shouldEmptyTheTopicWhenNothingGoesTogetherAnyMore() throws IOException {
        // Given
        publish(RulesBundle.write(folder.resolve("first"), "1", 3, SHOES_SOCKS), "emptied");

        // When
        int exitCode = publish(RulesBundle.write(folder.resolve("none"), "2", 3), "emptied");

        // Then
        assertThat(exitCode).isZero();
        assertThat(err.toString()).contains("Warning: the bundle has no rules of products");
        assertThat(published("emptied")).isEmpty();
    }

    @Test
    void shouldWriteFiftyProductsAtMost() throws IOException {
        // Given
        Association[] rules = IntStream.rangeClosed(1, 60)
                .mapToObj(lift -> RulesBundle.items(Basket.CO_VIEW, lift, "i-1", "other-" + lift))
                .toArray(Association[]::new);

        // When
        publish(RulesBundle.write(folder.resolve("many"), "1", 3, rules), "many");

        // Then
        List<AssociatedItem> viewed = published("many").get("i-1").getAlsoViewed();
        assertThat(viewed).hasSize(50);
        assertThat(viewed.get(0).getItemId()).isEqualTo("other-60");
        assertThat(viewed.get(49).getItemId()).isEqualTo("other-11");
    }

    @Test
    void shouldRefuseWhatSingleUsersDid() throws IOException {
        // Given
        Path bundle = RulesBundle.write(folder.resolve("single"), "1", 1, SHOES_SOCKS);

        // When
        int exitCode = publish(bundle, "single");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILED.number());
        assertThat(err.toString()).contains("has minUsers = 1", "Train it with --min-users 3");
    }

    @Test
    void shouldRefuseATopicThatForgetsProducts() throws IOException {
        // Given
        cluster.createTopic("forgetful", 1, Map.of("cleanup.policy", "delete"));

        // When
        int exitCode = publish(RulesBundle.write(folder.resolve("bundle"), "1", 3, SHOES_SOCKS), "forgetful");

        // Then
        assertThat(exitCode).isEqualTo(ExitCode.FAILED.number());
        assertThat(err.toString())
                .contains("Topic forgetful has cleanup.policy=delete, but needs compact", "kafka-configs.sh");
        assertThat(cluster.readAll("forgetful")).isEmpty();
    }

    private int publish(Path bundle, String topic) {
        return Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(
                        "publish-items",
                        "--model=" + bundle,
                        "--partitions=2",
                        "--set=associations.topic=" + topic,
                        "--set=bootstrap.servers=" + cluster.bootstrapServers(),
                        "--set=schema.registry.url=" + cluster.registryUrl());
    }

    /** What a reader of committed records knows at the end. */
    private static Map<String, ItemAssociations> published(String topic) {
        Map<String, ItemAssociations> latest = new LinkedHashMap<>();
        try (Deserializer<ItemAssociations> deserializer = cluster.serdes().deserializer()) {
            for (ConsumerRecord<byte[], byte[]> record : cluster.readAll(topic)) {
                String key = new String(record.key(), UTF_8);
                if (record.value() == null) {
                    latest.remove(key);
                } else {
                    latest.put(key, deserializer.deserialize(topic, record.value()));
                }
            }
        }
        return latest;
    }
}
