package io.intentstream.stream.processing;

import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.TimeResult;
import io.intentstream.core.engine.UserChange;
import io.intentstream.stream.query.RecentUserWriter;
import io.intentstream.stream.store.UserStore;
import io.intentstream.stream.telemetry.Instruments;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Lets time pass for users without an event, in the steps of a batch: everything that can fail happens before the first write.
 *
 * @param engine says what time changes
 * @param users the users of the task
 * @param encoder encodes the changes
 * @param forward sends records
 * @param followed is told of the changes
 * @param recent keeps who was seen lately, when someone may ask
 * @param instruments count them
 */
record SilentUsers(
        Engine engine,
        UserStore users,
        OutputEncoder encoder,
        Consumer<List<OutgoingRecord>> forward,
        Consumer<List<UserChange>> followed,
        Optional<RecentUserWriter> recent,
        Instruments instruments) {

    /**
     * Lets time pass.
     *
     * @param userIds each at most once; those without a state are left out
     * @param until epoch milliseconds of event time
     */
    TimeResult advance(List<String> userIds, long until) {
        TimeResult result = engine.advance(userIds, until, users);
        List<OutgoingRecord> outgoing = encode(result, until);
        write(result);
        forward.accept(outgoing);
        return result;
    }

    private List<OutgoingRecord> encode(TimeResult result, long until) {
        List<OutgoingRecord> outgoing = new ArrayList<>();
        for (TimeResult.UserTime user : result.users()) {
            outgoing.addAll(encoder.changes(user.userId(), user.changes()));
            if (user.state() == null) {
                outgoing.addAll(encoder.tombstones(user.userId(), until));
            }
        }
        return outgoing;
    }

    private void write(TimeResult result) {
        for (TimeResult.UserTime user : result.users()) {
            if (user.state() == null) {
                users.erase(user.userId());
                engine.evict(user.userId());
                recent.ifPresent(index -> index.remove(user.userId()));
                instruments.counters().countExpired();
            } else {
                users.write(user.state());
                recent.ifPresent(index -> index.refresh(user.state()));
            }
            followed.accept(user.changes());
        }
        engine.persisted(result, users);
    }
}
