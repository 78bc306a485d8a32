package io.intentstream.core.engine;

import io.intentstream.core.avro.EncodedRecord;
import io.intentstream.schema.AudienceCause;
import io.intentstream.schema.AudienceEvent;
import io.intentstream.schema.AudienceEventKind;
import io.intentstream.schema.RecommendationTrigger;
import io.intentstream.schema.Recommendations;
import io.intentstream.schema.SessionOutcome;

/** What an event, or time without one, changed about a user, besides profile and intent. */
public sealed interface UserChange {
    /** When it became true, epoch milliseconds of event time. A user's changes never go back in time. */
    long time();

    /**
     * The user entered or left an audience.
     *
     * @param audience its name
     * @param kind entered or left
     * @param cause why
     * @param time when
     * @param late whether it corrects what time had changed, because an event arrived later than the grace
     * @param record the record that says so
     */
    record AudienceChange(
            String audience,
            AudienceEventKind kind,
            AudienceCause cause,
            long time,
            boolean late,
            EncodedRecord<AudienceEvent> record)
            implements UserChange {}

    /**
     * A session has ended.
     *
     * @param time when it was known to be over
     * @param late whether it replaces an outcome, because an event arrived after it
     * @param record the record of the session
     */
    record SessionEnded(long time, boolean late, EncodedRecord<SessionOutcome> record) implements UserChange {}

    /**
     * A list of recommendations was due.
     *
     * @param time of the user's latest event
     * @param trigger why now
     * @param record the list
     */
    record Recommended(long time, RecommendationTrigger trigger, EncodedRecord<Recommendations> record)
            implements UserChange {}
}
