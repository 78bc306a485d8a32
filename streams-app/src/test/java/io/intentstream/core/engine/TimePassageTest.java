package io.intentstream.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.audience.AudienceSetReader;
import io.intentstream.core.engine.UserChange.AudienceChange;
import io.intentstream.core.engine.UserChange.SessionEnded;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.SessionOutcome;
import io.intentstream.schema.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimePassageTest {
    private static final long START = Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();
    private static final long MINUTE = 60_000;
    private static final long GAP = 30 * MINUTE + 1;
    private static final long DAY = 24 * 60 * MINUTE;

    private static final String ABANDONED = """
            audiences:
              - name: abandoned-cart
                when: cart.items > 0 && since(lastSeen) >= duration("1h")
            """;

    @Test
    void shouldEnterWhenOnlyTimePasses() {
        // Given
        Users users = users(ABANDONED, false);
        users.apply(cart(0));

        // When
        List<UserChange> early = users.advance(START + 59 * MINUTE, "ann");
        List<UserChange> due = users.advance(START + 90 * MINUTE, "ann");
        List<UserChange> again = users.advance(START + 120 * MINUTE, "ann");

        // Then
        assertThat(early).isEmpty();
        assertThat(texts(due)).containsExactly("ENTERED abandoned-cart 60m TIME");
        assertThat(record(due.get(0)).getValues())
                .containsEntry("cart.items", "1")
                .containsKey("since(lastSeen)");
        assertThat(again).isEmpty();
    }

    @Test
    void shouldSayWhatFellDueBeforeAnEventWithItsOwnTime() {
        // Given
        Users users = users(ABANDONED, true);
        users.apply(cart(0));

        // When
        List<UserChange> changes = Users.changes(users.apply(view(100)));

        // Then
        assertThat(texts(changes))
                .containsExactly(
                        "session of 1 at " + GAP + " ms",
                        "ENTERED abandoned-cart 60m TIME",
                        "EXITED abandoned-cart 100m EVENT");
        assertThat(record(changes.get(2)).getMemberSince()).isEqualTo(Instant.ofEpochMilli(START + 60 * MINUTE));
        assertThat(record(changes.get(2)).getEventId()).isEqualTo("view-100");
    }

    @Test
    void shouldGiveSameChangesHoweverOftenTimeIsLookedAt() {
        // Given
        Users asked = users(ABANDONED, true);
        Users unasked = users(ABANDONED, true);
        asked.apply(cart(0));
        unasked.apply(cart(0));

        // When
        List<UserChange> swept = new ArrayList<>();
        for (int minute = 1; minute < 100; minute++) {
            swept.addAll(asked.advance(START + minute * MINUTE, "ann"));
            if (minute % 7 == 0) {
                asked.restart();
            }
        }
        swept.addAll(Users.changes(asked.apply(view(100))));
        List<UserChange> atOnce = Users.changes(unasked.apply(view(100)));

        // Then
        assertThat(swept).isEqualTo(atOnce);
    }

    @Test
    void shouldLeaveHighIntentWhenSessionEnds() {
        // Given
        Users users = users("""
                audiences:
                  - name: in-session
                    when: intent.probability >= 0.0
                """, false);
        List<UserChange> entered = Users.changes(users.apply(view(0)));

        // When
        List<UserChange> left = users.advance(START + 40 * MINUTE, "ann");

        // Then
        assertThat(texts(entered)).containsExactly("ENTERED in-session 0m EVENT");
        assertThat(((AudienceChange) left.get(0)).time()).isEqualTo(START + GAP);
        assertThat(record(left.get(0)).getKind().name()).isEqualTo("EXITED");
    }

    @Test
    void shouldKeepMemberUntilTheSecondThresholdAndOutDuringCoolDown() {
        // Given
        Users users = users("""
                audiences:
                  - name: looking
                    when: session.events >= 2
                    until: session.events == 1
                    reenter-after: 24h
                """, false);

        // When
        List<UserChange> changes =
                Users.changes(users.apply(view(0), view(1), view(100), view(101), view(102), view(2 * 24 * 60)));
        List<UserChange> second = Users.changes(users.apply(view(2 * 24 * 60 + 1)));

        // Then
        assertThat(texts(changes))
                .containsExactly(
                        "ENTERED looking 1m EVENT",
                        "EXITED looking 100m EVENT",
                        "ENTERED looking 1540m TIME",
                        "EXITED looking 2880m EVENT");
        assertThat(second).isEmpty();
    }

    @Test
    void shouldCorrectWhatTimeHasChangedWhenAnEventArrivesTooLate() {
        // Given
        Users users = users(ABANDONED, true);
        users.apply(cart(0));
        users.advance(START + 90 * MINUTE, "ann");

        // When
        List<UserChange> changes = Users.changes(users.apply(view(20)));
        List<UserChange> later = users.advance(START + 200 * MINUTE, "ann");

        // Then
        assertThat(texts(changes)).containsExactly("EXITED abandoned-cart 60m EVENT late");
        assertThat(texts(later))
                .containsExactly("session of 2 at " + 60 * MINUTE + " ms late", "ENTERED abandoned-cart 80m TIME");
    }

    @Test
    void shouldLeaveEverythingWhenTheUserExpires() {
        // Given
        Users users = users(ABANDONED, true);
        users.apply(cart(0));

        // When
        List<UserChange> changes = users.advance(START + 181 * DAY, "ann");
        List<UserChange> more = users.advance(START + 186 * DAY, "ann");

        // Then
        assertThat(texts(changes))
                .containsExactly(
                        "session of 1 at " + GAP + " ms",
                        "ENTERED abandoned-cart 60m TIME",
                        "EXITED abandoned-cart 259200m EXPIRED");
        assertThat(more).isEmpty();
    }

    @Test
    void shouldStartAgainAfterExpiry() {
        // Given
        Users users = users(ABANDONED, false);
        users.apply(cart(0));

        // When
        List<UserChange> changes = Users.changes(users.apply(view(181 * 24 * 60)));

        // Then
        assertThat(texts(changes))
                .containsExactly("ENTERED abandoned-cart 60m TIME", "EXITED abandoned-cart 259200m EXPIRED");
    }

    @Test
    void shouldEvaluateByNewDefinitionsAsOfTheLatestEventOrOfNow() {
        // Given
        MemoryStates states = new MemoryStates();
        Users before = new Users(EngineSettings.defaults(), new JavaLstm(7), states, outputs(ABANDONED, false));
        before.apply(cart(0));
        before.apply(event("bob", EventType.ADD_TO_CART, 0));
        before.advance(START + 90 * MINUTE, "ann", "bob");
        String other = """
                audiences:
                  - name: quiet
                    when: since(lastSeen) >= duration("2h")
                  - name: seen
                    when: events > 0
                """;

        // When
        Users after = new Users(EngineSettings.defaults(), new JavaLstm(7), states, outputs(other, false));
        List<UserChange> silent = after.advance(START + 180 * MINUTE, "ann");
        List<UserChange> back = Users.changes(after.apply(event("bob", EventType.VIEW_ITEM, 190)));

        // Then
        assertThat(texts(silent).subList(1, 3))
                .containsExactly("ENTERED quiet 180m DEFINITION", "ENTERED seen 180m DEFINITION");
        assertThat(record(silent.get(0)).getDefinition()).isEmpty();
        assertThat(texts(back).subList(1, 4))
                .containsExactly("ENTERED seen 60m DEFINITION", "ENTERED quiet 120m TIME", "EXITED quiet 190m EVENT");
    }

    @Test
    void shouldSayEverythingAfterSettingsOfTimeWereShortened() {
        // Given
        MemoryStates states = new MemoryStates();
        Users before = new Users(EngineSettings.defaults(), new JavaLstm(7), states, outputs(ABANDONED, true));
        before.apply(cart(0));
        before.advance(START + 70 * MINUTE, "ann");
        before.apply(event("bob", EventType.ADD_TO_CART, 0));
        EngineSettings shorter = new EngineSettings(
                Duration.ofMinutes(5), 256, Duration.ofHours(2), Duration.ofDays(7), Duration.ofDays(30), false);

        // When
        Users after = new Users(shorter, new JavaLstm(7), states, outputs(ABANDONED, true));
        List<UserChange> back = Users.changes(after.apply(view(40 * 24 * 60)));
        List<UserChange> next = Users.changes(after.apply(event("bob", EventType.VIEW_ITEM, 10)));

        // Then
        assertThat(texts(back)).containsExactly("EXITED abandoned-cart 43200m EXPIRED");
        assertThat(texts(next)).containsExactly("session of 1 at " + (5 * MINUTE + 1) + " ms");
    }

    @Test
    void shouldEndSessionOfUserWhoExpiresBefore() {
        // Given
        EngineSettings settings = new EngineSettings(
                Duration.ofHours(24), 256, Duration.ofHours(2), Duration.ofDays(7), Duration.ofHours(1), false);
        Users users = new Users(settings, new JavaLstm(7), outputs(null, true));
        users.apply(cart(0));

        // When
        List<UserChange> changes = Users.changes(users.apply(view(120)));

        // Then
        assertThat(texts(changes)).containsExactly("session of 1 at " + (60 * MINUTE + 1) + " ms");
    }

    @Test
    void shouldNotKeepSilentUsersInMemory() {
        // Given
        Users users = users(ABANDONED, true);
        users.apply(cart(0));
        users.restart();

        // When
        List<UserChange> changes = users.advance(START + 90 * MINUTE, "ann");

        // Then
        assertThat(changes).hasSize(2);
        assertThat(users.inMemory()).isZero();
    }

    @Test
    void shouldShowMembershipsAmongTagsOfTheProfile() {
        // Given
        Users users = users("""
                audiences:
                  - name: carters
                    when: cart.items > 0
                """, false);

        // When
        List<Outcome> outcomes = users.apply(view(0), cart(1), view(2));

        // Then
        assertThat(outcomes)
                .extracting(outcome -> Users.profile(outcome).getTags().stream()
                        .map(Tag::getName)
                        .anyMatch("carters"::equals))
                .containsExactly(false, true, true);
        assertThat(Users.profile(outcomes.get(1)).getChanged()).contains("tags");
        assertThat(Users.profile(outcomes.get(2)).getChanged()).doesNotContain("tags");
    }

    @Test
    void shouldWriteOutcomeOfSession() {
        // Given
        Users users = users(null, true);
        ClickEvent purchase = event("ann", EventType.PURCHASE, 3);
        purchase.setPriceMinor(500L);
        purchase.setCurrency("EUR");
        ClickEvent first = view(0);
        first.setChannel("app");
        List<Outcome> outcomes = users.apply(first, cart(1), view(2), purchase, view(4));
        List<Double> served = outcomes.stream()
                .map(outcome -> Users.intent(outcome).getProbability())
                .toList();

        // When
        List<UserChange> changes = users.advance(START + 60 * MINUTE, "ann");

        // Then
        SessionOutcome outcome = ((SessionEnded) changes.get(0)).record().read();
        assertThat(outcome.getStartedAt()).isEqualTo(Instant.ofEpochMilli(START));
        assertThat(outcome.getEndedAt()).isEqualTo(Instant.ofEpochMilli(START + 4 * MINUTE));
        assertThat(outcome.getEvents()).isEqualTo(5);
        assertThat(outcome.getBought()).isTrue();
        assertThat(outcome.getOrders()).isEqualTo(1);
        assertThat(outcome.getOrderValueMinor()).isEqualTo(500);
        assertThat(outcome.getCurrency()).isEqualTo("EUR");
        assertThat(outcome.getEntryChannel()).isEqualTo("app");
        assertThat(outcome.getProbabilityAfter1()).isEqualTo(served.get(0));
        assertThat(outcome.getProbabilityAfter3()).isEqualTo(served.get(2));
        assertThat(outcome.getProbabilityAfter5()).isEqualTo(served.get(4));
        assertThat(outcome.getProbabilityAfter10()).isNull();
        assertThat(outcome.getProbabilityBeforePurchase()).isEqualTo(served.get(2));
        assertThat(outcome.getHighestProbability()).isEqualTo(Collections.max(served));
        assertThat(outcome.getLate()).isFalse();
    }

    @Test
    void shouldMakeNothingOfTimeWhenNothingFollowsIt() {
        // Given
        Users users = new Users(EngineSettings.defaults(), new JavaLstm(7));
        users.apply(cart(0));

        // When
        List<UserChange> changes = users.advance(START + 100 * DAY, "ann");

        // Then
        assertThat(changes).isEmpty();
    }

    private static Users users(String audiences, boolean sessions) {
        return new Users(EngineSettings.defaults(), new JavaLstm(7), outputs(audiences, sessions));
    }

    private static EngineOutputs outputs(String audiences, boolean sessions) {
        AudienceSet set = audiences == null ? AudienceSet.NONE : AudienceSetReader.read("test.yaml", audiences);
        return new EngineOutputs(true, set, sessions);
    }

    private static ClickEvent view(long minute) {
        return event("ann", EventType.VIEW_ITEM, minute);
    }

    private static ClickEvent cart(long minute) {
        return event("ann", EventType.ADD_TO_CART, minute);
    }

    private static ClickEvent event(String user, EventType type, long minute) {
        String id = type == EventType.VIEW_ITEM ? "view-" + minute : type.name() + "-" + minute;
        return Users.event(user, id, type, minute * 60);
    }

    private static AudienceEvent record(UserChange change) {
        return ((AudienceChange) change).record().read();
    }

    private static List<String> texts(List<UserChange> changes) {
        return changes.stream().map(TimePassageTest::text).toList();
    }

    private static String text(UserChange change) {
        if (change instanceof SessionEnded ended) {
            SessionOutcome outcome = ended.record().read();
            return "session of " + outcome.getEvents() + " at " + (ended.time() - START) + " ms"
                    + (outcome.getLate() ? " late" : "");
        }
        AudienceChange audience = (AudienceChange) change;
        return audience.kind() + " " + audience.audience() + " "
                + Duration.ofMillis(audience.time() - START).toMinutes() + "m " + audience.cause()
                + (audience.late() ? " late" : "");
    }
}
