package io.intentstream.core.audience;

import io.intentstream.core.condition.Variable;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.state.HistoryFacts;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.Band;
import org.jspecify.annotations.Nullable;

/** What conditions read of a user's state at a moment. Reused for many users; belongs to one thread. */
final class UserFacts extends HistoryFacts {
    private final ScoreCalibrator calibrator;
    private final IntentWriter intents;

    /** By the audience's place: whether the user is in it. */
    final boolean[] member;

    private UserState state;
    private long now;
    private double probability;
    private @Nullable Band band;

    UserFacts(int audiences, ScoreCalibrator calibrator, IntentWriter intents) {
        this.member = new boolean[audiences];
        this.calibrator = calibrator;
        this.intents = intents;
    }

    /** Looks at a user with at least one event. */
    void of(UserState user) {
        of(user.history());
        state = user;
        probability = calibrator.probability(user.logit(user.size() - 1));
        band = calibrator.band(probability);
    }

    /** Looks at a moment, not before the user's latest event. */
    void at(long moment) {
        now = moment;
    }

    @Override
    public long now() {
        return now;
    }

    @Override
    public double number(Variable.Numeric variable) {
        if (variable == Variable.Numeric.INTENT_PROBABILITY) {
            return inSession() ? probability : Double.NaN;
        }
        return super.number(variable);
    }

    @Override
    public double number(Variable.Keyed variable, String key) {
        if (variable == Variable.Keyed.INTENT_CATEGORY) {
            return inSession() ? ScoreCalibrator.round(intents.ofCategory(key, state, probability, band)) : Double.NaN;
        }
        return super.number(variable, key);
    }

    @Override
    public @Nullable String text(Variable.Text variable) {
        if (variable == Variable.Text.INTENT_BAND) {
            return inSession() ? band.name() : null;
        }
        return super.text(variable);
    }

    @Override
    public boolean audience(int place) {
        return member[place];
    }
}
