package io.intentstream.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.memory.MemoryBackend;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.AssociatedItem;
import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.schema.CartItem;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.ItemAssociations;
import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.RecommendationReason;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.RecommendedItem;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.UserProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.bson.Document;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the configurations in docker/connect/sinks in a real Connect worker with the real connectors on the engine's output. The
 * sinks must hold the content of the topics, whatever earlier tests wrote.
 */
class SinksIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Path SINKS = Path.of("sinks");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ERASED = "erased";
    private static final String INTENTS_OF_ERASED = "purchase_intents where user_id = '" + ERASED + "'";
    private static final Instant LONG_AFTER = SimulatorSettings.DEFAULT_START.plus(Duration.ofDays(100));

    @TempDir
    private static Path folder;

    private static volatile Instant erasedAt = Instant.MIN;
    private static PostgresServer postgres;
    private static MongoServer mongo;
    private static RunningEngine engine;
    private static ConnectWorker worker;

    @BeforeAll
    static void start() throws IOException {
        CompletableFuture<PostgresServer> startingPostgres = CompletableFuture.supplyAsync(PostgresServer::start);
        mongo = new MongoServer(new MemoryBackend());
        mongo.bind("127.0.0.1", 0);
        engine = RunningEngine.start(folder);
        postgres = startingPostgres.join();
        worker = ConnectWorker.start(
                folder.resolve("connect"),
                engine.bootstrapServers(),
                Map.of(
                        "SCHEMA_REGISTRY_URL", engine.registryUrl(),
                        "POSTGRES_URL", postgres.url(),
                        "POSTGRES_USER", PostgresServer.USER,
                        "POSTGRES_PASSWORD", "unused",
                        "MONGODB_URI", mongo.getConnectionString(),
                        "INTENTS_FILE", intentsFile().toString()));
        for (String sink : sinks()) {
            worker.register(sink, Files.readString(SINKS.resolve(sink + ".json")));
        }
        for (String sink : sinks()) {
            worker.awaitRunning(sink);
        }
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable part :
                new AutoCloseable[] {worker, engine, mongo == null ? null : mongo::shutdown, postgres}) {
            try {
                if (part != null) {
                    part.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<String> sinks() throws IOException {
        try (Stream<Path> files = Files.list(SINKS)) {
            return files.map(file -> file.getFileName().toString().replace(".json", ""))
                    .sorted()
                    .toList();
        }
    }

    private static Path intentsFile() {
        return folder.resolve("intents.jsonl");
    }

    @Test
    void shouldStoreEachProfileAndEachIntentInPostgres() throws IOException {
        // Given
        List<String> columns = columns();

        // When
        playShop(1, 600);

        // Then
        awaitPostgres();
        assertThat(columns()).as("columns that tables.sql lacks").isEqualTo(columns);
    }

    @Test
    void shouldStoreEachProfileAndEachIntentInMongo() {
        // When
        playShop(2, 200);

        // Then
        try (MongoClient client = MongoClients.create(mongo.getConnectionString())) {
            MongoDatabase database = client.getDatabase("intentstream");
            eventually(() -> assertThat(documents(database, "userProfiles"))
                    .containsExactlyInAnyOrderElementsOf(engine.profiles().values().stream()
                            .map(profile -> List.<Object>of(
                                    profile.getUserId(),
                                    profile.getUpdateNumber(),
                                    Date.from(profile.getLastSeen()),
                                    profile.getIntent().getBand().name()))
                            .toList()));
            eventually(
                    () -> assertThat(database.getCollection("purchaseIntents").countDocuments())
                            .isEqualTo(engine.intents().size()));
        }
    }

    @Test
    void shouldWriteEachIntentAsALineOfAFile() {
        // When
        playShop(3, 200);

        // Then
        eventually(() -> {
            List<String> eventIds = new ArrayList<>();
            for (String line : Files.readAllLines(intentsFile())) {
                eventIds.add(JSON.readTree(line).path("eventId").textValue());
            }
            assertThat(eventIds)
                    .containsAll(engine.intents().stream()
                            .map(PurchaseIntent::getEventId)
                            .toList());
        });
    }

    @Test
    void shouldGoOnAfterTextThatPostgresRefuses() {
        // Given
        Instant now = Instant.now();
        ClickEvent refused = view("nul\0", now);
        ClickEvent accepted = view("after-nul", now);
        engine.send(1, List.of(refused, accepted));
        awaitEvents(List.of(accepted));
        UserProfile profile = engine.profiles().get("after-nul");

        // When: an earlier release accepted it
        profile.setUserId("nul\0");
        profile.setCart(List.of(new CartItem("i\0", "c\0", 1, null, null, now)));
        engine.sendProfile(profile);
        engine.send(1, List.of(view("later", now)));

        // Then
        eventually(() -> assertThat(storedUsers()).contains("after-nul", "later", "nul\uFFFD"));
        assertThat(postgres.rows("select item_id from cart_items where user_id = 'nul\uFFFD'"))
                .containsExactly(Map.of("item_id", "i\uFFFD"));
        engine.deleteProfile("nul\0");
        eventually(() -> assertThat(storedUsers()).doesNotContain("nul\uFFFD"));
        awaitPostgres();
    }

    @Test
    void shouldDeleteTheRowsOfUsersWhoExpire() {
        // Given
        engine.send(0, List.of(view("idle", LONG_AFTER), view("lively", LONG_AFTER)));
        eventually(() -> assertThat(storedUsers()).contains("idle", "lively"));

        // When
        Instant later = LONG_AFTER.plus(Duration.ofDays(11));
        for (int minutes = 0; minutes <= 60; minutes += 20) {
            Instant time = later.plus(Duration.ofMinutes(minutes));
            engine.send(0, List.of(view("lively", time), view("other", time)));
            awaitEvents(List.of(view("lively", time), view("other", time)));
        }

        // Then
        eventually(() -> assertThat(storedUsers()).contains("lively", "other").doesNotContain("idle"));
        awaitPostgres();
    }

    @Test
    void shouldDeleteTheIntentsOfAnErasedUserAndKeepThemOut() {
        // Given
        Instant before = Instant.now().minusSeconds(100);
        List<ClickEvent> events =
                List.of(view(ERASED, before), view(ERASED, before.plusSeconds(1)), view("kept", before));
        engine.send(1, events);
        awaitEvents(events);
        eventually(() -> assertThat(postgres.count(INTENTS_OF_ERASED)).isEqualTo(2));

        // When
        engine.erase(ERASED);
        erasedAt = Instant.now();
        eventually(() -> assertThat(postgres.count(INTENTS_OF_ERASED)).isZero());
        List<ClickEvent> later = List.of(
                view(ERASED, before.plusSeconds(2)),
                event(ERASED, EventType.VIEW_ITEM, Instant.now().plusSeconds(1)));
        engine.send(1, later);
        awaitEvents(later);

        // Then
        eventually(() -> assertThat(postgres.rows("select event_id from " + INTENTS_OF_ERASED))
                .containsExactly(Map.of("event_id", later.get(1).getEventId())));
        assertThat(postgres.rows("select 1 as n from purchase_intents where user_id = 'kept'"))
                .hasSize(1);
        awaitPostgres();
    }

    @Test
    void shouldHoldTheMembersOfAudiencesAndWhoLeft() {
        // Given
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

        // When
        change("ann", "abandoned-cart", AudienceEventKind.ENTERED, AudienceCause.TIME, now.minusSeconds(7200));
        change("ann", "abandoned-cart", AudienceEventKind.EXITED, AudienceCause.EVENT, now.minusSeconds(3600));
        change("ann", "abandoned-cart", AudienceEventKind.ENTERED, AudienceCause.TIME, now.minusSeconds(60));
        change("bob", "abandoned-cart", AudienceEventKind.ENTERED, AudienceCause.TIME, now.minusSeconds(7200));
        change("bob", "abandoned-cart", AudienceEventKind.EXITED, AudienceCause.EVENT, now.minusSeconds(30));
        change("bob", "regular", AudienceEventKind.ENTERED, AudienceCause.EVENT, now.minusSeconds(30));

        // Then
        eventually(() -> {
            assertThat(postgres.rows("select user_id, since, cause, values ->> 'cart.items' as items"
                            + " from audience_members where audience = 'abandoned-cart'"))
                    .containsExactly(Map.of(
                            "user_id", "ann",
                            "since", Timestamp.from(now.minusSeconds(60)),
                            "cause", "TIME",
                            "items", "2"));
            assertThat(postgres.rows("select * from audience_sizes where audience in ('abandoned-cart', 'regular')"
                            + " order by audience"))
                    .containsExactly(
                            Map.of(
                                    "audience",
                                    "abandoned-cart",
                                    "members",
                                    1L,
                                    "new_in_24_hours",
                                    1L,
                                    "left_in_24_hours",
                                    1L),
                            Map.of(
                                    "audience",
                                    "regular",
                                    "members",
                                    1L,
                                    "new_in_24_hours",
                                    1L,
                                    "left_in_24_hours",
                                    0L));
        });
    }

    @Test
    void shouldHoldOneRowPerSessionAndTellHowManyBuy() {
        // Given
        Instant start = Instant.parse("2025-03-01T10:00:00Z");

        // When
        session("ann", start, false, false);
        session("ann", start, true, true);
        session("bob", start.plusSeconds(60), false, false);

        // Then
        eventually(() -> assertThat(
                        postgres.rows("select entry_channel, sessions, bought, round(conversion, 2)::text as part"
                                + " from session_conversion where day = '2025-03-01T00:00:00Z'"))
                .containsExactly(Map.of("entry_channel", "email", "sessions", 2L, "bought", 1L, "part", "0.50")));
        assertThat(postgres.rows("select bought, late, probability_after_10 from session_outcomes where user_id = 'ann'"
                        + " and started_at = '2025-03-01T10:00:00Z'"))
                .containsExactly(Map.of("bought", true, "late", true, "probability_after_10", 0.25));
    }

    @Test
    void shouldForgetTheAudiencesAndSessionsOfAnErasedUser() {
        // Given
        String user = "forgotten";
        Instant before = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(100);
        change(user, "active", AudienceEventKind.ENTERED, AudienceCause.EVENT, before);
        change(user, "fresh", AudienceEventKind.ENTERED, AudienceCause.EVENT, before);
        session(user, before, true, false);
        eventually(() -> {
            assertThat(postgres.count("audience_memberships where user_id = '" + user + "'"))
                    .isEqualTo(2);
            assertThat(postgres.count("session_outcomes where user_id = '" + user + "'"))
                    .isOne();
        });

        // When: the engine says that the user leaves, and confirms the erasure
        change(user, "active", AudienceEventKind.EXITED, AudienceCause.ERASED, before);
        engine.erase(user);

        // Then
        eventually(() -> {
            assertThat(postgres.count("audience_memberships where user_id = '" + user + "'"))
                    .isZero();
            assertThat(postgres.count("session_outcomes where user_id = '" + user + "'"))
                    .isZero();
        });
        change(user, "active", AudienceEventKind.ENTERED, AudienceCause.EVENT, before.plusSeconds(1));
        session(user, before.plusSeconds(1), true, false);
        Instant after = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusSeconds(5);
        change(user, "back", AudienceEventKind.ENTERED, AudienceCause.EVENT, after);
        session(user, after, false, false);
        eventually(() -> {
            assertThat(postgres.rows("select audience from audience_memberships where user_id = '" + user + "'"))
                    .containsExactly(Map.of("audience", "back"));
            assertThat(postgres.rows("select started_at from session_outcomes where user_id = '" + user + "'"))
                    .containsExactly(Map.of("started_at", Timestamp.from(after)));
        });
    }

    @Test
    void shouldHoldTheLatestListOfEachUser() {
        // Given
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        recommend("ann-next", now.minusSeconds(9), List.of(product("i-9", RecommendationReason.POPULAR, null, 0.5)));

        // When
        recommend(
                "ann-next",
                now,
                List.of(
                        product("i-1", RecommendationReason.ALSO_VIEWED, "i-3", 1.0),
                        product("i-2\0", RecommendationReason.POPULAR, null, 0.25)));
        recommend("bob-next", now, List.of());

        // Then
        eventually(() -> assertThat(postgres.rows("select rank, item_id, category_id, score, reason, because, as_of"
                        + " from next_items where user_id = 'ann-next' order by rank"))
                .containsExactly(
                        row(
                                "rank", 1L,
                                "item_id", "i-1",
                                "category_id", "shoes",
                                "score", 1.0,
                                "reason", "ALSO_VIEWED",
                                "because", "i-3",
                                "as_of", Timestamp.from(now)),
                        row(
                                "rank",
                                2L,
                                "item_id",
                                "i-2\uFFFD",
                                "category_id",
                                "shoes",
                                "score",
                                0.25,
                                "reason",
                                "POPULAR",
                                "because",
                                null,
                                "as_of",
                                Timestamp.from(now))));
        eventually(() -> assertThat(postgres.rows(
                        "select trigger, items_fingerprint from user_recommendations" + " where user_id = 'bob-next'"))
                .containsExactly(Map.of("trigger", "ADD_TO_CART", "items_fingerprint", "00000000000000ff")));
        try (MongoClient client = MongoClients.create(mongo.getConnectionString())) {
            MongoDatabase database = client.getDatabase("intentstream");
            eventually(() -> assertThat(listed(database)).containsExactlyInAnyOrder("ann-next 2", "bob-next 0"));
            engine.delete(RunningEngine.RECOMMENDATIONS, "ann-next");
            eventually(() -> assertThat(postgres.rows("select user_id from user_recommendations"))
                    .containsExactly(Map.of("user_id", "bob-next")));
            eventually(() -> assertThat(listed(database)).containsExactly("bob-next 0"));
        }
    }

    @Test
    void shouldHoldWhatGoesWithAProduct() {
        // Given
        AssociatedItem viewed = new AssociatedItem("i-2", 7L, 0.01, 0.5, 12.5, 40.25);
        AssociatedItem bought = new AssociatedItem("i-3", 3L, 0.002, 0.25, 80.0, 30.5);

        // When
        associate("i-1", List.of(viewed), List.of(bought));
        associate("i-2", List.of(viewed), List.of());

        // Then
        eventually(() -> assertThat(postgres.rows("select * from associated_items where item_id = 'i-1' order by kind"))
                .containsExactly(
                        row(
                                "item_id",
                                "i-1",
                                "kind",
                                "ALSO_BOUGHT",
                                "rank",
                                1L,
                                "other_item_id",
                                "i-3",
                                "users",
                                3L,
                                "support",
                                0.002,
                                "confidence",
                                0.25,
                                "lift",
                                80.0,
                                "significance",
                                30.5),
                        row(
                                "item_id",
                                "i-1",
                                "kind",
                                "ALSO_VIEWED",
                                "rank",
                                1L,
                                "other_item_id",
                                "i-2",
                                "users",
                                7L,
                                "support",
                                0.01,
                                "confidence",
                                0.5,
                                "lift",
                                12.5,
                                "significance",
                                40.25)));
        engine.delete(RunningEngine.ASSOCIATIONS, "i-1");
        eventually(() -> assertThat(postgres.rows("select item_id, category_id, users from item_associations"))
                .containsExactly(Map.of("item_id", "i-2", "category_id", "shoes", "users", 9L)));
    }

    private static List<String> listed(MongoDatabase database) {
        List<String> listed = new ArrayList<>();
        for (Document document : database.getCollection("userRecommendations").find()) {
            listed.add(document.get("_id") + " "
                    + document.getList("items", Document.class).size());
        }
        return listed;
    }

    private static Map<String, Object> row(Object... namesAndValues) {
        Map<String, Object> row = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            row.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return row;
    }

    private static RecommendedItem product(String id, RecommendationReason reason, String because, double score) {
        return new RecommendedItem(id, "shoes", score, reason, because);
    }

    private static void recommend(String user, Instant time, List<RecommendedItem> items) {
        engine.send(
                RunningEngine.RECOMMENDATIONS,
                user,
                Recommendations.newBuilder()
                        .setUserId(user)
                        .setEventId("e-" + time)
                        .setEventTime(time)
                        .setUpdateNumber(4)
                        .setTrigger(RecommendationTrigger.ADD_TO_CART)
                        .setItems(items)
                        .setItemsName("shop-items")
                        .setItemsVersion("1")
                        .setItemsFingerprint("00000000000000ff")
                        .build());
    }

    private static void associate(String item, List<AssociatedItem> viewed, List<AssociatedItem> bought) {
        engine.send(
                RunningEngine.ASSOCIATIONS,
                item,
                ItemAssociations.newBuilder()
                        .setItemId(item)
                        .setCategoryId("shoes")
                        .setUsers(9)
                        .setAlsoViewed(viewed)
                        .setAlsoBought(bought)
                        .setItemsName("shop-items")
                        .setItemsVersion("1")
                        .setItemsFingerprint("00000000000000ff")
                        .build());
    }

    private static void change(
            String user, String audience, AudienceEventKind kind, AudienceCause cause, Instant time) {
        engine.send(
                RunningEngine.AUDIENCE_EVENTS,
                user,
                AudienceEvent.newBuilder()
                        .setUserId(user)
                        .setAudience(audience)
                        .setKind(kind)
                        .setEventTime(time)
                        .setCause(cause)
                        .setUpdateNumber(3)
                        .setDefinition("0123abcd")
                        .setValues(Map.of("cart.items", "2"))
                        .build());
    }

    private static void session(String user, Instant start, boolean bought, boolean late) {
        engine.send(
                RunningEngine.SESSION_OUTCOMES,
                user,
                SessionOutcome.newBuilder()
                        .setUserId(user)
                        .setSession(1)
                        .setStartedAt(start)
                        .setEndedAt(start.plusSeconds(10))
                        .setEvents(12)
                        .setItems(3)
                        .setCartItems(0)
                        .setCartValueMinor(0)
                        .setBought(bought)
                        .setOrders(bought ? 1 : 0)
                        .setOrderValueMinor(bought ? 1999 : 0)
                        .setEntryChannel("email")
                        .setProbabilityAfter10(0.25)
                        .setModelFingerprint("00")
                        .setLate(late)
                        .build());
    }

    @Test
    void shouldNeitherLoseNorDoubleAnIntentWhenTheWorkerIsKilled() throws Exception {
        // Given
        long before = postgres.count("purchase_intents");
        List<ClickEvent> events = shop(4, 2_000);

        // When
        engine.send(events);
        await().atMost(PATIENCE).until(() -> postgres.count("purchase_intents") > before);
        worker.kill();
        long stored = postgres.count("purchase_intents");
        awaitEvents(events);
        worker.start();
        for (String sink : sinks()) {
            worker.awaitRunning(sink);
        }

        // Then
        awaitPostgres();
        assertThat(postgres.count("purchase_intents")).isGreaterThan(stored);
    }

    @Test
    void shouldAnswerTheViews() {
        // Given
        Instant now = Instant.now();
        List<ClickEvent> events = List.of(
                event("buyer", EventType.VIEW_ITEM, now.minusSeconds(30)),
                event("buyer", EventType.ADD_TO_CART, now.minusSeconds(20)),
                event("leaver", EventType.ADD_TO_CART, now.minus(Duration.ofHours(2))));

        // When
        engine.send(1, events);
        awaitEvents(events);

        // Then
        eventually(() -> {
            Map<String, UserProfile> profiles = engine.profiles();
            assertThat(postgres.rows("select user_id from abandoned_carts where user_id in ('buyer', 'leaver')"))
                    .containsExactly(Map.of("user_id", "leaver"));
            assertThat(postgres.rows("select item_id, quantity, price_minor from cart_items where user_id = 'buyer'"))
                    .containsExactly(Map.of("item_id", "item-1", "quantity", 1, "price_minor", 1999L));
            assertThat(postgres.rows("select user_id from high_intent_users"))
                    .extracting(row -> row.get("user_id"))
                    .containsExactlyInAnyOrderElementsOf(profiles.values().stream()
                            .filter(profile -> profile.getLastSeen().isAfter(now.minusSeconds(600)))
                            .filter(profile ->
                                    profile.getIntent().getBand().name().equals("HIGH"))
                            .map(UserProfile::getUserId)
                            .toList());
            assertThat(postgres.rows("select category_id from category_affinities where user_id = 'buyer'"))
                    .containsExactly(Map.of("category_id", "shoes"));
            assertThat(postgres.rows("select name from user_tags where user_id = 'buyer'"))
                    .extracting(row -> row.get("name"))
                    .containsExactlyElementsOf(profiles.get("buyer").getTags().stream()
                            .map(tag -> (Object) tag.getName())
                            .toList());
            assertThat(postgres.rows("select sum(intents) as intents from intents_per_hour")
                            .get(0)
                            .get("intents")
                            .toString())
                    .isEqualTo(String.valueOf(kept().size()));
        });
    }

    @Test
    void shouldAddAColumnForAFieldOfALaterVersion() throws Exception {
        // Given
        List<ClickEvent> events = List.of(view("evolved", Instant.now()));
        engine.send(events);
        awaitEvents(events);
        UserProfile profile = engine.profiles().get("evolved");

        // When
        engine.sendProfile(LaterProfile.with("nextBestOffer", "voucher", profile));

        // Then
        eventually(() -> assertThat(columns()).contains("user_profiles.next_best_offer text"));
        eventually(
                () -> assertThat(postgres.rows("select next_best_offer from user_profiles where user_id = 'evolved'"))
                        .containsExactly(Map.of("next_best_offer", "voucher")));
        assertThat(postgres.rows("select 1 as n from user_profiles where next_best_offer is not null"))
                .hasSize(1);
    }

    private static void playShop(long seed, int number) {
        List<ClickEvent> events = shop(seed, number);
        engine.send(events);
        awaitEvents(events);
    }

    private static List<ClickEvent> shop(long seed, int number) {
        return Stream.generate(new ShopperSimulator(SimulatorSettings.of(100, seed))::next)
                .limit(number)
                .toList();
    }

    private static void awaitEvents(List<ClickEvent> events) {
        List<String> ids = events.stream().map(ClickEvent::getEventId).toList();
        await().atMost(PATIENCE)
                .until(() -> engine.intents().stream()
                        .map(PurchaseIntent::getEventId)
                        .collect(Collectors.toSet())
                        .containsAll(ids));
    }

    private static ClickEvent view(String user, Instant time) {
        return event(user, EventType.VIEW_ITEM, time);
    }

    private static ClickEvent event(String user, EventType type, Instant time) {
        return ClickEvent.newBuilder()
                .setUserId(user)
                .setEventId(user + "-" + time)
                .setEventType(type)
                .setEventTime(time)
                .setItemId("item-1")
                .setCategoryId("shoes")
                .setPriceMinor(1999L)
                .setCurrency("EUR")
                .build();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(250)).untilAsserted(() -> {
            for (String sink : sinks()) {
                worker.taskStates(sink);
            }
            assertion.run();
        });
    }

    private static void awaitPostgres() {
        eventually(() -> {
            assertThat(postgres.count("purchase_intents")).isEqualTo(kept().size());
            assertThat(storedUsers())
                    .containsExactlyInAnyOrderElementsOf(engine.profiles().keySet());
        });
        eventually(() -> assertThat(
                        postgres.rows("select * from purchase_intents").stream().map(IntentRow::of))
                .containsExactlyInAnyOrderElementsOf(
                        kept().stream().map(IntentRow::of).toList()));
        eventually(() -> assertThat(
                        postgres.rows("select * from user_profiles").stream().map(ProfileRow::of))
                .containsExactlyInAnyOrderElementsOf(
                        engine.profiles().values().stream().map(ProfileRow::of).toList()));
    }

    /** The intents of the topic, except those that an erasure keeps out of PostgreSQL. */
    private static List<PurchaseIntent> kept() {
        return engine.intents().stream()
                .filter(intent -> !intent.getUserId().equals(ERASED)
                        || intent.getEventTime().isAfter(erasedAt))
                .toList();
    }

    private static List<String> storedUsers() {
        return postgres.rows("select user_id from user_profiles").stream()
                .map(row -> row.get("user_id").toString())
                .toList();
    }

    private static List<String> columns() {
        return postgres
                .rows("select table_name || '.' || column_name || ' ' || data_type as name"
                        + " from information_schema.columns where table_schema = 'public'")
                .stream()
                .map(row -> row.get("name").toString())
                .sorted()
                .toList();
    }

    private static List<List<Object>> documents(MongoDatabase database, String collection) {
        List<List<Object>> documents = new ArrayList<>();
        for (Document document : database.getCollection(collection).find()) {
            documents.add(List.of(
                    document.get("_id"),
                    document.getLong("updateNumber"),
                    document.getDate("lastSeen"),
                    document.get("intent", Document.class).getString("band")));
        }
        return documents;
    }
}
