package io.intentstream.core.profile;

import io.intentstream.core.avro.AvroOutput;
import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.core.state.CurrentSession;
import io.intentstream.core.state.History;
import io.intentstream.core.state.SessionScores;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.EventType;
import io.intentstream.schema.SessionOutcome;

/** Writes {@link SessionOutcome} records of ended sessions in Avro's binary encoding, field by field. Belongs to one thread. */
public final class SessionOutcomeWriter {
    private static final int SCORES = 4;

    private final AvroOutput out = new AvroOutput();
    private final long model;

    /** @param model fingerprint of the model that is named when a session's last event has no recurrent state */
    public SessionOutcomeWriter(long model) {
        this.model = model;
    }

    /** Writes the outcome of a user's current session, which has ended. */
    public EncodedRecord<SessionOutcome> write(UserState state) {
        History history = state.history();
        CurrentSession session = history.session();
        SessionScores scores = state.followedTime().scores();
        long orders = session.count(EventType.PURCHASE);
        out.reset();
        out.writeString(state.userId());
        out.writeLong(history.sessions());
        out.writeLong(session.startedAt());
        out.writeLong(history.lastSeen());
        out.writeInt(session.events());
        out.writeInt(session.items().size());
        out.writeInt(history.cart().lines().size());
        out.writeLong(history.cart().valueMinor());
        out.writeBoolean(orders > 0);
        out.writeInt((int) Math.min(orders, Integer.MAX_VALUE));
        out.writeLong(scores.orderValueMinor());
        out.writeOptional(scores.currency());
        out.writeOptional(scores.entryChannel());
        for (int i = 0; i < SCORES; i++) {
            writeProbability(scores.after(i));
        }
        writeProbability(scores.highest());
        writeProbability(scores.beforePurchase());
        out.writeString(String.format("%016x", state.model() == 0 ? model : state.model()));
        out.writeBoolean(scores.isReopened());
        return out.toRecord(SessionOutcome.SCHEMA$);
    }

    private void writeProbability(double probability) {
        out.writeIndex(Double.isNaN(probability) ? 0 : 1);
        if (!Double.isNaN(probability)) {
            out.writeDouble(probability);
        }
    }
}
