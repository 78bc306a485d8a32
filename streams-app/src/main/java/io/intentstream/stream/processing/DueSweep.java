package io.intentstream.stream.processing;

import io.intentstream.core.engine.TimeResult;
import io.intentstream.stream.store.DueUser;
import io.intentstream.stream.store.UserStore;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Lets time pass for silent users about whom something has fallen due. What falls due for a user who is not silent comes with
 * the user's next event, with the same content.
 *
 * @param silent lets time pass for them
 */
record DueSweep(SilentUsers silent) {

    /**
     * Looks at the users who are due.
     *
     * @param until event time in epoch milliseconds up to which time passes
     * @param limit most of them; the others stay due
     */
    void run(long until, int limit) {
        UserStore users = silent.users();
        List<DueUser> due = users.due(until, limit);
        if (!due.isEmpty()) {
            Map<String, Long> dueNow = dueNow(
                    silent.advance(due.stream().map(DueUser::userId).distinct().toList(), until));
            for (DueUser entry : due) {
                if (!Long.valueOf(entry.minute()).equals(dueNow.get(entry.userId()))) {
                    users.forgetDue(entry);
                }
            }
        }
    }

    /** The minutes under which the users are now. An entry under another minute is none of theirs. */
    private static Map<String, Long> dueNow(TimeResult result) {
        Map<String, Long> minutes = new HashMap<>();
        for (TimeResult.UserTime user : result.users()) {
            if (user.state() != null) {
                minutes.put(user.userId(), user.state().due());
            }
        }
        return minutes;
    }
}
