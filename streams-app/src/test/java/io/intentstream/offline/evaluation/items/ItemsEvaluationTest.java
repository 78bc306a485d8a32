package io.intentstream.offline.evaluation.items;

import static io.intentstream.offline.evaluation.items.ItemEvents.MINUTE;
import static io.intentstream.offline.evaluation.items.ItemEvents.user;
import static io.intentstream.offline.evaluation.items.ItemEvents.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.core.recommendation.ItemsManifest;
import io.intentstream.core.recommendation.MixWeights;
import io.intentstream.core.recommendation.RankedLists;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.evaluation.EvaluationProgress;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.stats.UserBootstrap;
import io.intentstream.offline.training.data.HeldOutUsers;
import io.intentstream.offline.training.data.TrainingException;
import io.intentstream.offline.training.data.UserEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ItemsEvaluationTest {
    private static final Duration GAP = Duration.ofMinutes(30);
    private static final long UNTIL = 100 * MINUTE;

    /** In the training, u saw a, b, a in one session, and v saw a, c. */
    private static final List<UserEvents> PAST = List.of(
            user("u", view(0, "a", "x"), view(1, "b", "x"), view(2, "a", "x")),
            user("v", view(10, "a", "x"), view(11, "c", "y")));

    @Test
    void shouldScoreAsTheBaselinesAreDefined() {
        // Given
        LearntSessions sessions = new LearntSessions(PAST, GAP, UNTIL);
        UserEvents visitor = user("w", view(200, "c", "y"), view(201, "a", "x"), view(202, "z", "x"));

        // When
        List<Moment> moments = moments(visitor);

        // Then
        Moment moment = moments.get(1);
        assertThat(new PopularityBaseline(sessions).items(moment)).containsExactly("b", "c");
        assertThat(new SessionPopularity(sessions).items(moment)).containsExactly("c", "b");
        assertThat(new RecentlyViewed().items(moment)).containsExactly("c");
        // From a: b with 1 / (22 * 21) ** .5, c with the same; from c, .8 of that for a, which is the latest.
        assertThat(new ItemNeighbours(sessions).items(moment)).containsExactly("b", "c");
        assertThat(new SequentialRules(sessions).items(moment)).containsExactly("b", "c");
        // v's session has both places, u's the second; a is in all sessions, so its rarity is 0.
        assertThat(new SessionNeighbours(sessions).items(moment)).containsExactly("c", "b");
        // b has 1 / (3 + 20) of x, which is the latest; c has 1 / (1 + 20) of y, a minute older: .0435 and .0471.
        assertThat(new CategoryBestsellers(sessions).items(moment)).containsExactly("c", "b");
        assertThat(new PopularityBaseline(sessions).discover(moment)).containsExactly("b");
    }

    @Test
    void shouldCountHitsByPlace() {
        // Given
        UserEvents visitor =
                user("w", view(200, "c", "y"), view(201, "a", "x"), view(202, "c", "y"), view(203, "c", "y"));
        ListMetrics metrics = new ListMetrics(1, Map.of("a", "x", "c", "y"));

        // When
        new NextItemReplay(GAP, 0)
                .play(
                        visitor,
                        (state, next) -> metrics.add(
                                0,
                                new RecentlyViewed(),
                                new Moment(state, visitor.events().subList(0, next.index())),
                                next));

        // Then
        var estimates = metrics.estimates(new UserBootstrap(1, 10, 1));
        assertThat(estimates.get(ListMetric.HR_20).estimate().value()).isEqualTo(.5);
        assertThat(estimates.get(ListMetric.MRR_20).estimate().value()).isEqualTo(.5);
        assertThat(estimates.get(ListMetric.NEW_HR_20).estimate().value()).isZero();
        assertThat(estimates.get(ListMetric.BOUGHT_10).estimate().value()).isNaN();
        assertThat(estimates.get(ListMetric.CATEGORY_1).estimate().value()).isZero();
        assertThat(estimates.get(ListMetric.CATEGORY_3).estimate().value()).isEqualTo(.5);
    }

    @Test
    void shouldRefuseEventsOfTheTrainingAlone() {
        // Given
        ItemsEvaluation evaluation = new ItemsEvaluation(10, silent());

        // When / Then
        assertThatThrownBy(() -> evaluation.run(bundle(), PAST))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("shop 1")
                .hasMessageContaining("evaluation on training")
                .hasMessageContaining("--until");
    }

    @Test
    void shouldRefuseEventsWithoutAPast() {
        // Given
        ItemsEvaluation evaluation = new ItemsEvaluation(10, silent());
        List<UserEvents> later = List.of(user("u", view(200, "a", "x"), view(201, "b", "x")));

        // When / Then
        assertThatThrownBy(() -> evaluation.run(bundle(), later))
                .isInstanceOf(EvaluationException.class)
                .hasMessageContaining("for baselines to learn from");
    }

    @Test
    void shouldGiveTheSameReportForTheSameEvents() {
        // Given
        List<UserEvents> users = new ArrayList<>(PAST);
        users.add(user("w", view(200, "c", "y"), view(201, "a", "x"), view(202, "b", "x")));
        users.add(user("z", view(200, "a", "x"), view(201, "b", "x")));

        // When
        List<Section> first = new ItemsEvaluation(10, silent()).run(bundle(), users);
        List<Section> second = new ItemsEvaluation(10, silent()).run(bundle(), users);

        // Then
        assertThat(first.get(0).table()).isEqualTo(second.get(0).table());
        assertThat(first.get(0).text().get(0)).startsWith("3 next products of 2 users, 3 of them new");
        assertThat(first.get(0).table().rows()).hasSize(12);
        assertThat(first).hasSize(4);
        assertThat(first.get(3).table()).isEqualTo(second.get(3).table());
    }

    @Test
    void shouldMeasureOnUsersWhomTheTrainingHeldOut() {
        // Given: no event is later than the training
        Map<String, String> training = Map.of("heldOutUsers", "0.5");
        ItemsBundle bundle = bundle(training);
        HeldOutUsers heldOut = HeldOutUsers.of(bundle.manifest());
        List<UserEvents> users = new ArrayList<>();
        int others = 0;
        for (int i = 0; i < 20; i++) {
            users.add(user("u" + i, view(i, "a", "x"), view(i + 1, "b", "x")));
            others += heldOut.has("u" + i) ? 1 : 0;
        }

        // When
        List<Section> sections = new ItemsEvaluation(10, silent()).run(bundle, users);

        // Then
        assertThat(others).isBetween(4, 16);
        assertThat(sections).extracting(Section::title).allMatch(title -> title.endsWith("split by user"));
        assertThat(sections.get(0).text().get(0)).startsWith(others + " next products of " + others + " users");
        assertThatThrownBy(() -> new ItemsEvaluation(10, silent()).run(bundle(Map.of("heldOutUsers", "all")), users))
                .isInstanceOf(TrainingException.class)
                .hasMessageContaining("training.heldOutUsers = all");
    }

    @Test
    void shouldCountVarietyAgainstTheUserBefore() {
        // Given
        ListMetrics metrics = new ListMetrics(2, Map.of("a", "x", "b", "x", "c", "y"));
        List<UserEvents> users = List.of(
                user("u", view(0, "a", "x"), view(1, "b", "x"), view(2, "c", "y"), view(3, "d", "y")),
                user("v", view(0, "a", "x"), view(1, "c", "y"), view(2, "d", "y")));

        // When
        for (int i = 0; i < users.size(); i++) {
            int number = i;
            List<WindowEvent> events = users.get(i).events();
            new NextItemReplay(GAP, 0)
                    .play(
                            users.get(i),
                            (state, next) -> metrics.add(
                                    number,
                                    new RecentlyViewed(),
                                    new Moment(state, events.subList(0, next.index())),
                                    next));
        }

        // Then: u's last list is b, a; v's lists are none, then a
        var estimates = metrics.estimates(new UserBootstrap(2, 10, 1));
        assertThat(metrics.coverage()).isEqualTo(2);
        assertThat(estimates.get(ListMetric.OVERLAP_10).estimate().value()).isEqualTo(1);
        assertThat(estimates.get(ListMetric.CATEGORIES_IN_10).estimate().value())
                .isEqualTo(3 / 5.0);
    }

    private static List<Moment> moments(UserEvents user) {
        List<Moment> moments = new ArrayList<>();
        new NextItemReplay(GAP, 0)
                .play(
                        user,
                        (state, next) ->
                                moments.add(new Moment(state, user.events().subList(0, next.index()))));
        return moments;
    }

    private static ItemsBundle bundle() {
        return bundle(Map.of());
    }

    private static ItemsBundle bundle(Map<String, String> training) {
        RankedLists none = new RankedLists.Builder().endRow().endRow().build();
        ItemTables tables = new ItemTables(
                new String[] {"a", "b"},
                new int[] {0, 0},
                new int[] {ItemTables.NONE, ItemTables.NONE},
                new float[] {Float.NaN, Float.NaN},
                new int[] {2, 1},
                new float[] {3, 1},
                new String[] {"x", "y"},
                new String[0],
                none,
                none,
                none,
                none);
        return ItemsBundle.of(
                new ItemsManifest(
                        "items", "shop", "1", 1800, 2, 2, 1, 0, UNTIL, MixWeights.DEFAULT, 1, "", "", training),
                tables);
    }

    private static EvaluationProgress silent() {
        return new EvaluationProgress() {
            @Override
            public void expect(int steps) {}

            @Override
            public void step(String what) {}
        };
    }
}
