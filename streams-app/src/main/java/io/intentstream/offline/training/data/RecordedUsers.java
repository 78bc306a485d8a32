package io.intentstream.offline.training.data;

import io.intentstream.core.session.SessionGap;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.offline.input.RecordedDays;
import java.util.List;

/**
 * The users of a data set without the sessions whose end the recording cuts off. Published labels tell the outcome of such
 * a session too, so they are kept there.
 *
 * @param users the users in the order of the data; some may have no events left
 * @param cutOff number of sessions left out
 */
public record RecordedUsers(List<UserEvents> users, int cutOff) {

    /** The users of a log. */
    public static RecordedUsers of(EventLog log, SessionGap gap) {
        long end = end(log);
        List<UserEvents> users =
                log.users().stream().map(user -> complete(user, gap, end)).toList();
        int cutOff = 0;
        for (int i = 0; i < users.size(); i++) {
            List<WindowEvent> all = log.users().get(i).events();
            cutOff += sessions(all.subList(users.get(i).events().size(), all.size()), gap);
        }
        return new RecordedUsers(users, cutOff);
    }

    /** When the recording ends, in epoch milliseconds. */
    public static long end(EventLog log) {
        RecordedDays days = new RecordedDays();
        log.users().forEach(user -> user.events().forEach(event -> days.add(event.time())));
        return days.end();
    }

    private static UserEvents complete(UserEvents user, SessionGap gap, long end) {
        if (user.bought() != null) {
            return user;
        }
        long[] times = user.times();
        int kept = times.length;
        while (kept > 0 && gap.isCutOff(times[kept - 1], end)) {
            kept = gap.sessionStart(times, kept - 1);
        }
        return user.first(kept);
    }

    private static int sessions(List<WindowEvent> events, SessionGap gap) {
        int sessions = 0;
        for (int i = 0; i < events.size(); i++) {
            boolean starts = i == 0
                    || gap.separates(events.get(i - 1).time(), events.get(i).time());
            sessions += starts ? 1 : 0;
        }
        return sessions;
    }
}
