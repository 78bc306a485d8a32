package io.intentstream.core.engine;

import io.intentstream.core.audience.MembershipEvaluator.Standing;
import io.intentstream.core.condition.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.LongFunction;

/**
 * Looks ahead: which of a user's memberships end, and which begin, if no event comes. A condition says when it might change,
 * which may be too early; so the user is looked at again at each such moment, until it has changed or {@value #MOST_LOOKS}
 * looks are over.
 */
final class Outlook {
    private static final int MOST_LOOKS = 64;

    private final LongFunction<List<Standing>> standings;
    private final Map<String, Long> changes = new HashMap<>();

    private Outlook(LongFunction<List<Standing>> standings) {
        this.standings = standings;
    }

    /** @param standings how the user stands with each audience as of a moment */
    static UserView.Memberships of(long now, LongFunction<List<Standing>> standings) {
        List<Standing> present = standings.apply(now);
        Outlook outlook = new Outlook(standings);
        outlook.look(present);
        return outlook.memberships(now, present);
    }

    private void look(List<Standing> present) {
        List<Standing> latest = present;
        long moment = next(latest);
        for (int looks = 0; looks < MOST_LOOKS && moment < Facts.NEVER; looks++) {
            latest = standings.apply(moment);
            for (int i = 0; i < present.size(); i++) {
                if (isMember(latest.get(i)) != isMember(present.get(i))) {
                    changes.putIfAbsent(present.get(i).audience(), moment);
                }
            }
            long after = next(latest);
            moment = after > moment ? after : Facts.NEVER;
        }
    }

    /** When an audience that has not changed so far might. */
    private long next(List<Standing> latest) {
        return latest.stream()
                .filter(standing -> !changes.containsKey(standing.audience()))
                .mapToLong(Standing::changesAt)
                .min()
                .orElse(Facts.NEVER);
    }

    private static boolean isMember(Standing standing) {
        return standing.since() >= 0;
    }

    private UserView.Memberships memberships(long now, List<Standing> present) {
        List<UserView.Membership> current = new ArrayList<>();
        List<UserView.Upcoming> upcoming = new ArrayList<>();
        for (Standing standing : present) {
            Long change = changes.get(standing.audience());
            if (isMember(standing)) {
                OptionalLong ends = change == null ? OptionalLong.empty() : OptionalLong.of(change);
                current.add(new UserView.Membership(standing.audience(), standing.since(), standing.values(), ends));
            } else if (change != null) {
                upcoming.add(new UserView.Upcoming(standing.audience(), change));
            }
        }
        return new UserView.Memberships(now, current, upcoming);
    }
}
