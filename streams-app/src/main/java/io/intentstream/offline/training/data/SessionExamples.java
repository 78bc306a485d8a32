package io.intentstream.offline.training.data;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.session.SessionCourse;
import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts users' events into sessions with features, as the engine does, and labels each event: does a purchase of a later
 * order follow in the same session? Where the data publishes the outcome of a session apart from the events, every event of
 * it has that label. Training, evaluation and model card all use these sessions.
 */
public final class SessionExamples {
    /** What the labels say, as the manifest words it. */
    static final String HORIZON = "purchase later in the session";

    private final HistoryFold fold;
    private final FeatureSet features;
    private final int dataSet;

    /** @param dataSet index of the users' data set */
    public SessionExamples(HistoryFold fold, FeatureSet features, int dataSet) {
        this.fold = fold;
        this.features = features;
        this.dataSet = dataSet;
    }

    /** The sessions of some users that count, in their order. */
    public List<SessionExample> of(List<UserEvents> users) {
        List<SessionExample> examples = new ArrayList<>();
        for (UserEvents user : users) {
            List<List<ExampleEvent>> sessions = fold.sessions(user, this::read);
            for (int i = 0; i < sessions.size(); i++) {
                if (sessions.get(i).get(0).step.time() >= user.countedFrom()) {
                    examples.add(example(user, sessions.get(i), i == sessions.size() - 1));
                }
            }
        }
        return examples;
    }

    private record ExampleEvent(FeatureVector features, SessionCourse.Step step, SessionExample.Habits habits) {}

    private ExampleEvent read(History before, WindowEvent event) {
        boolean purchase = event.type() == EventType.PURCHASE;
        long order = purchase && event.isOfOrder() ? event.basket().orderId() : 0;
        return new ExampleEvent(
                features.of(before, event),
                new SessionCourse.Step(event.type(), event.time(), order, purchase && !before.isNewPurchase(event)),
                SessionExample.Habits.of(before, event));
    }

    private SessionExample example(UserEvents user, List<ExampleEvent> session, boolean last) {
        float[] labels = new float[session.size()];
        SessionCourse course =
                SessionCourse.of(session.stream().map(ExampleEvent::step).toList());
        if (user.bought() == null) {
            Arrays.fill(labels, 0, course.lastOrder(), 1);
        } else {
            Arrays.fill(labels, user.bought() ? 1 : 0);
            // Its outcome comes at the end of the published session, not at a pause within.
            course = course.endingAt(last ? labels.length : 0);
        }
        return new SessionExample(
                dataSet,
                user.userId(),
                session.stream().map(ExampleEvent::features).toList(),
                labels,
                course,
                session.stream().map(ExampleEvent::habits).toList(),
                1);
    }
}
