package io.intentstream.offline.training.items;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.event.Validation;
import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.RankedLists;
import io.intentstream.core.recommendation.RelatedKind;
import io.intentstream.offline.replay.Recording;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.training.data.HeldOutUsers;
import io.intentstream.offline.training.data.TrainingException;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ItemsTrainingTest {
    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private int runs;

    @Test
    void shouldWriteTheSameBytesForAnyShardsThreadsAndOrder() throws Exception {
        // Given
        List<ClickEvent> events = new ArrayList<>();
        Random random = new Random(1);
        for (int user = 0; user < 60; user++) {
            for (int i = 0; i < 40; i++) {
                int item = random.nextInt(25);
                events.add(view("u" + user, i * 700L, "i" + item, "c" + item % 4));
            }
        }
        List<ClickEvent> shuffled = new ArrayList<>(events);
        Collections.shuffle(shuffled, random);

        // When
        Path one = train(events, 1, 1, Set.of());
        Path other = train(shuffled, 7, 3, Set.of());

        // Then
        assertThat(ItemsBundle.load(one)
                        .tables()
                        .related(RelatedKind.ALSO_VIEWED)
                        .entries())
                .isPositive();
        for (String file :
                List.of("manifest.json", "items.bin", "associations.jsonl", "metrics.json", "MODEL_CARD.md")) {
            assertThat(other.resolve(file)).hasSameBinaryContentAs(one.resolve(file));
        }
    }

    @Test
    void shouldCountAUserOncePerPairAndDay() throws Exception {
        // Given
        List<ClickEvent> events = pairOf("a", "b", 3);
        List<ClickEvent> repeated = new ArrayList<>(events);
        for (int i = 1; i < 10_000; i++) {
            repeated.add(view("of-b0", 60 + 2L * i, "a", null));
            repeated.add(view("of-b0", 61 + 2L * i, "b", null));
        }

        // When
        Path once = train(events, 2, 1, Set.of());
        Path often = train(repeated, 2, 1, Set.of());

        // Then
        assertThat(weight(once, "a", "b")).isEqualTo(3);
        assertThat(weight(often, "a", "b")).isEqualTo(3);
        assertThat(ItemsBundle.load(often).tables().popularity(0)).isBetween(2.9F, 3F);
    }

    @Test
    void shouldKeepPairsAtTheThresholdAndNoneBelow() throws Exception {
        // Given
        List<ClickEvent> events = pairOf("a", "b", 3);
        events.addAll(pairOf("c", "d", 2));
        events.add(view("v0", 0, "c", null));
        events.add(view("v0", 9_000, "d", null));

        // When
        Path bundle = train(events, 2, 1, Set.of());

        // Then: c and d have three users, but only two of them had both in a session
        assertThat(weight(bundle, "a", "b")).isEqualTo(3);
        assertThat(weight(bundle, "c", "d")).isZero();
    }

    @Test
    void shouldLeaveOutItemsOfFewUsersAndExcludedCategories() throws Exception {
        // Given
        List<ClickEvent> events = pairOf("a", "b", 3);
        for (int user = 0; user < 3; user++) {
            events.add(view("u" + user, 90, "secret", "adult"));
            events.add(view("u" + user, 95, "secret", null)); // the shop forgets the category at times
        }
        events.add(view("u0", 95, "rare", "rare"));

        // When
        ItemTables tables =
                ItemsBundle.load(train(events, 2, 1, Set.of("adult"))).tables();

        // Then
        assertThat(tables.item("a")).isPresent();
        assertThat(tables.item("secret")).isEmpty();
        assertThat(tables.category("adult")).isEmpty();
        assertThat(tables.item("rare")).isEmpty();
        assertThat(tables.category("rare")).isEmpty();
    }

    @Test
    void shouldTakeEmojiAndHugeSessionsAndRefuseNul() throws Exception {
        // Given
        List<ClickEvent> events = pairOf("a b%", "😀", 3);
        events.addAll(pairOf("nul\0", "c", 3));
        for (int i = 0; i < 10_000; i++) {
            events.add(view("big", 2L * i, "x" + i, null));
        }

        // When
        Path bundle = train(events, 2, 2, Set.of());

        // Then
        assertThat(weight(bundle, "a b%", "😀")).isEqualTo(3);
        assertThat(ItemsBundle.load(bundle).tables().item("nul\0")).isEmpty(); // the validator takes no NUL
        assertThat(ItemsBundle.load(bundle).tables().item("x9999")).isEmpty();
    }

    @Test
    void shouldLearnNothingFromTheFewEventsBeyondTheEnd() throws Exception {
        // Given: 600 events on the first day, one pair on the second
        List<ClickEvent> events = new ArrayList<>();
        for (int user = 0; user < 300; user++) {
            events.addAll(List.of(view("u" + user, 0, "a", null), view("u" + user, 10, "b", null)));
        }
        events.addAll(pairOf("c", "d", 3).stream()
                .limit(4)
                .map(event -> view(event.getUserId(), 90_000, event.getItemId(), null))
                .toList());

        // When
        ItemsBundle bundle = ItemsBundle.load(train(events, 2, 1, Set.of()));

        // Then
        assertThat(bundle.manifest().trainedUntil())
                .isEqualTo(START.plusSeconds(10).toEpochMilli());
        assertThat(bundle.manifest().training()).containsEntry("events", "600");
    }

    @Test
    void shouldLearnNothingFromUsersWhoAreHeldOut() throws Exception {
        // Given
        HeldOutUsers half = new HeldOutUsers(.5);
        List<ClickEvent> all = new ArrayList<>();
        List<ClickEvent> kept = new ArrayList<>();
        for (int user = 0; user < 40; user++) {
            List<ClickEvent> events = List.of(view("u" + user, 0, "a", "x"), view("u" + user, 10, "b", "y"));
            all.addAll(events);
            kept.addAll(half.has("u" + user) ? List.of() : events);
        }

        // When
        Path bundle = train(all, 2, 1, Set.of(), half);

        // Then
        assertThat(kept.size()).isBetween(20, 60);
        assertThat(weight(bundle, "a", "b")).isEqualTo(kept.size() / 2);
        assertThat(bundle.resolve("items.bin"))
                .hasSameBinaryContentAs(train(kept, 2, 1, Set.of()).resolve("items.bin"));
        assertThat(HeldOutUsers.of(ItemsBundle.load(bundle).manifest())).isEqualTo(half);
    }

    @Test
    void shouldSayThatThereIsNoEvent() {
        // When // Then
        assertThatThrownBy(() -> train(List.of(), 1, 1, Set.of()))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("There is no event to learn from");
    }

    private static List<ClickEvent> pairOf(String first, String second, int users) {
        List<ClickEvent> events = new ArrayList<>();
        for (int user = 0; user < users; user++) {
            events.add(view("of-" + second + user, 0, first, null));
            events.add(view("of-" + second + user, 10, second, null));
        }
        return events;
    }

    private static ClickEvent view(String user, long seconds, String item, @Nullable String category) {
        return ClickEvent.newBuilder()
                .setEventId(user + "-" + seconds + "-" + item)
                .setUserId(user)
                .setEventTime(START.plusSeconds(seconds))
                .setEventType(EventType.VIEW_ITEM)
                .setItemId(item)
                .setCategoryId(category)
                .build();
    }

    private static float weight(Path folder, String from, String to) {
        ItemTables tables = ItemsBundle.load(folder).tables();
        RankedLists lists = tables.related(RelatedKind.ALSO_VIEWED);
        int row = tables.item(from).orElseThrow();
        for (int place = lists.start(row); place < lists.end(row); place++) {
            if (tables.itemId(lists.index(place)).equals(to)) {
                return lists.weight(place);
            }
        }
        return 0;
    }

    private Path train(List<ClickEvent> events, int shards, int threads, Set<String> excluded)
            throws IOException, InterruptedException {
        return train(events, shards, threads, excluded, HeldOutUsers.NONE);
    }

    private Path train(List<ClickEvent> events, int shards, int threads, Set<String> excluded, HeldOutUsers heldOut)
            throws IOException, InterruptedException {
        Path target = folder.resolve("bundle" + runs++);
        ItemsOptions options = new ItemsOptions(
                3, 50, 1000, Duration.ofDays(7), Duration.ofMinutes(30), excluded, heldOut, Long.MAX_VALUE, threads);
        new ItemsTraining(
                        options, new ItemsTraining.Identity("shop", "1", "a list", "a test"), (phase, part, read) -> {})
                .run(
                        new Listed(events, shards * 50_000L),
                        target,
                        Duration.ofHours(1),
                        START.plus(Duration.ofDays(9)).toEpochMilli())
                .orElseThrow();
        return target;
    }

    private record Listed(List<ClickEvent> events, long estimatedRecords) implements RecordingPlan {
        @Override
        public List<String> identity() {
            return List.of("a list");
        }

        @Override
        public boolean inOrder() {
            return false;
        }

        @Override
        public Recording open() {
            Iterator<ClickEvent> next = events.iterator();
            return new Recording() {
                @Override
                public @Nullable Validation next() {
                    return next.hasNext() ? new Validation.Accepted(next.next()) : null;
                }

                @Override
                public double partRead() {
                    return 1;
                }

                @Override
                public void close() {}
            };
        }
    }
}
