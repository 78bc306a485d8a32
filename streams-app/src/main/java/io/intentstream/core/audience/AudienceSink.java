package io.intentstream.core.audience;

import io.intentstream.schema.AudienceEventKind;
import java.util.Map;

/** Receives who enters and leaves an audience. */
@FunctionalInterface
public interface AudienceSink {

    /**
     * A user entered or left an audience.
     *
     * @param audience its name
     * @param definition its {@link Audience#definition}; empty when it is no longer defined
     * @param kind ENTERED or EXITED
     * @param memberSince when the user had entered, epoch milliseconds; -1 on ENTERED
     * @param values what the condition read
     */
    void accept(
            String audience, String definition, AudienceEventKind kind, long memberSince, Map<String, String> values);
}
