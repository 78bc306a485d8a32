package io.intentstream.core.engine;

import io.intentstream.core.recommendation.RecommendationPlan;
import io.intentstream.core.recommendation.RecommendationRequest;
import io.intentstream.core.recommendation.RecommendationWriter;
import io.intentstream.core.recommendation.Recommender;
import io.intentstream.core.recommendation.UserItems;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.RecommendationTrigger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes a list of recommendations after each event that asks for one. Belongs to one thread. */
final class RecommendationLists {
    private final RecommendationPlan plan;
    private final Recommender recommender;
    private final RecommendationWriter writer;
    private final RecommendationRequest request;

    RecommendationLists(RecommendationPlan plan) {
        this.plan = plan;
        this.recommender = new Recommender(plan.items(), plan.boughtFilter());
        this.writer = new RecommendationWriter(plan.items());
        this.request = RecommendationRequest.of(plan.limit());
    }

    /**
     * Adds a list to the changes when the event, which is in the state already, asks for one.
     *
     * @param inSession whether the event belongs to the latest session
     */
    void afterEvent(UserState state, String eventId, WindowEvent event, boolean inSession, List<UserChange> changes) {
        RecommendationTrigger trigger = trigger(state, event, inSession);
        if (trigger != null) {
            UserItems user = UserItems.of(state);
            long time = state.history().lastSeen();
            changes.add(new UserChange.Recommended(
                    time,
                    trigger,
                    writer.write(
                            state.userId(),
                            eventId,
                            time,
                            state.history().events(),
                            trigger,
                            recommender.recommend(user, request),
                            recommender.categories(user).stream()
                                    .filter(category -> category.share() > 0)
                                    .toList())));
        }
    }

    private @Nullable RecommendationTrigger trigger(UserState state, WindowEvent event, boolean inSession) {
        return plan.emit()
                .trigger(event.type(), inSession ? state.history().session().events() : 0);
    }
}
