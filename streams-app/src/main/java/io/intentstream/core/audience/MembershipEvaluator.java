package io.intentstream.core.audience;

import io.intentstream.core.condition.Condition;
import io.intentstream.core.condition.Facts;
import io.intentstream.core.intent.IntentWriter;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.state.Memberships;
import io.intentstream.core.state.UserState;
import io.intentstream.schema.AudienceEventKind;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Evaluates all audiences for one user at one moment: changes the user's memberships and says when they may next change
 * without an event. Belongs to one thread.
 */
public final class MembershipEvaluator {
    private static final int NOT_DEFINED = -1;

    private final Audience[] audiences;
    private final int[] order;
    private final int fingerprint;
    private final int[] ids;
    private final UserFacts facts;

    /** Places of the audiences in a hash table by their number: the table's size is a power of two. */
    private final int[] table;

    /** Names of audiences that are no longer defined, by their number. */
    private final Map<Integer, String> formerNames = new HashMap<>();

    /**
     * An evaluator of these audiences.
     *
     * @param calibrator turns log-odds into probabilities
     * @param intents distributes intents over categories
     */
    public MembershipEvaluator(AudienceSet set, ScoreCalibrator calibrator, IntentWriter intents) {
        this.audiences = set.audiences().toArray(Audience[]::new);
        this.order = set.evaluationOrder();
        this.fingerprint = set.fingerprint();
        this.ids = set.audiences().stream().mapToInt(Audience::id).toArray();
        this.facts = new UserFacts(ids.length, calibrator, intents);
        this.table = new int[Integer.highestOneBit(Math.max(1, ids.length)) * 4];
        Arrays.fill(table, NOT_DEFINED);
        for (int place = 0; place < ids.length; place++) {
            int slot = slotOf(ids[place]);
            while (table[slot] != NOT_DEFINED) {
                slot = slot + 1 & table.length - 1;
            }
            table[slot] = place;
        }
    }

    /** Names of audiences that states may still have although they are no longer defined. */
    public void remember(Map<Integer, String> names) {
        formerNames.putAll(names);
    }

    /** Whether there are audiences to evaluate. */
    public boolean isIdle() {
        return ids.length == 0;
    }

    /** Whether a user was last evaluated by these definitions. */
    public boolean hasEvaluated(UserState user) {
        return user.followedTime().memberships().definitions() == fingerprint;
    }

    /** Looks at a user with at least one event; what follows concerns this user. */
    public void lookAt(UserState user) {
        facts.of(user);
        Arrays.fill(facts.member, false);
        Memberships memberships = user.followedTime().memberships();
        for (int i = 0; i < memberships.size(); i++) {
            int place = placeOf(memberships.id(i));
            if (place != NOT_DEFINED) {
                facts.member[place] = true;
            }
        }
    }

    /**
     * When the memberships as of a moment may next change without an event, epoch milliseconds; {@link Facts#NEVER} if they
     * cannot.
     */
    public long nextChange(UserState user, long now) {
        facts.at(now);
        long next = Facts.NEVER;
        for (int place = 0; place < ids.length; place++) {
            next = Math.min(next, nextChange(place, user.followedTime().memberships(), now));
        }
        return next;
    }

    private long nextChange(int place, Memberships memberships, long now) {
        Audience audience = audiences[place];
        Condition until = audience.until();
        if (facts.member[place]) {
            return (until == null ? audience.when() : until).nextChange(facts);
        }
        long again = reentryAt(audience, place, memberships);
        boolean onlyWhenDecides = until == null && again <= now;
        if (onlyWhenDecides || !audience.when().test(facts)) {
            return audience.when().nextChange(facts);
        }
        if (until != null && until.test(facts)) {
            return Math.min(audience.when().nextChange(facts), until.nextChange(facts));
        }
        return again > now ? again : audience.when().nextChange(facts);
    }

    /** When the user may enter an audience again; in the far past without a limit. */
    private long reentryAt(Audience audience, int place, Memberships memberships) {
        if (audience.reenterAfterMillis() == 0) {
            return Long.MIN_VALUE;
        }
        long left = memberships.leftAt(ids[place]);
        return left == Long.MIN_VALUE ? left : left + audience.reenterAfterMillis();
    }

    /**
     * Evaluates all audiences as of a moment.
     *
     * @param now epoch milliseconds
     * @return when they may next change without an event, as {@link #nextChange}
     */
    public long evaluate(UserState user, long now, AudienceSink sink) {
        facts.at(now);
        Memberships memberships = user.followedTime().memberships();
        long next = Facts.NEVER;
        for (int place : order) {
            forgetOldLeaving(place, memberships, now);
            boolean is = belongs(place, memberships, now);
            if (is != facts.member[place]) {
                change(place, is, memberships, now, sink);
            }
            next = Math.min(next, nextChange(place, memberships, now));
        }
        memberships.evaluatedBy(fingerprint);
        return next;
    }

    /** When the user left does not matter once the user may enter again. */
    private void forgetOldLeaving(int place, Memberships memberships, long now) {
        if (audiences[place].reenterAfterMillis() > 0) {
            long again = reentryAt(audiences[place], place, memberships);
            if (again != Long.MIN_VALUE && again <= now) {
                memberships.forgetLeaving(ids[place]);
            }
        }
    }

    private boolean belongs(int place, Memberships memberships, long now) {
        Audience audience = audiences[place];
        Condition until = audience.until();
        if (facts.member[place]) {
            return until == null ? audience.when().test(facts) : !until.test(facts);
        }
        return audience.when().test(facts)
                && (until == null || !until.test(facts))
                && reentryAt(audience, place, memberships) <= now;
    }

    private void change(int place, boolean enters, Memberships memberships, long now, AudienceSink sink) {
        Audience audience = audiences[place];
        facts.member[place] = enters;
        if (enters) {
            memberships.enter(ids[place], now);
            sink.accept(
                    audience.name(),
                    audience.definition(),
                    AudienceEventKind.ENTERED,
                    -1,
                    audience.when().values(facts));
        } else {
            int index = memberships.indexOf(ids[place]);
            long since = memberships.since(index);
            memberships.leave(index, now, audience.reenterAfterMillis() > 0);
            Condition exit = audience.until() == null ? audience.when() : audience.until();
            sink.accept(audience.name(), audience.definition(), AudienceEventKind.EXITED, since, exit.values(facts));
        }
    }

    /** The user leaves the audiences that are no longer defined. */
    public void leaveUndefined(UserState user, long now, AudienceSink sink) {
        leaveIf(user, now, false, sink);
        Memberships memberships = user.followedTime().memberships();
        for (int id : memberships.left()) {
            if (placeOf(id) == NOT_DEFINED) {
                memberships.forgetLeaving(id);
            }
        }
    }

    /** The user leaves all audiences. */
    public void leaveAll(UserState user, long now, AudienceSink sink) {
        leaveIf(user, now, true, sink);
    }

    private void leaveIf(UserState user, long now, boolean defined, AudienceSink sink) {
        Memberships memberships = user.followedTime().memberships();
        int i = 0;
        while (i < memberships.size()) {
            int id = memberships.id(i);
            int place = placeOf(id);
            if (place != NOT_DEFINED && !defined) {
                i++;
                continue;
            }
            long since = memberships.since(i);
            memberships.leave(i, now, false);
            if (place == NOT_DEFINED) {
                sink.accept(nameOf(id), "", AudienceEventKind.EXITED, since, Map.of());
            } else {
                Audience audience = audiences[place];
                facts.member[place] = false;
                sink.accept(audience.name(), audience.definition(), AudienceEventKind.EXITED, since, Map.of());
            }
        }
    }

    /** Name of an audience by its number; the number itself when it is not known any more. */
    public String nameOf(int id) {
        int place = placeOf(id);
        return place == NOT_DEFINED ? formerNames.getOrDefault(id, String.format("%08x", id)) : audiences[place].name();
    }

    private int placeOf(int id) {
        int slot = slotOf(id);
        while (table[slot] != NOT_DEFINED && ids[table[slot]] != id) {
            slot = slot + 1 & table.length - 1;
        }
        return table[slot];
    }

    private int slotOf(int id) {
        return id & table.length - 1;
    }

    /**
     * What is known of a user's membership, or of one to come.
     *
     * @param audience its name
     * @param since when the user entered, epoch milliseconds; -1 when the user is not in it
     * @param values what {@code when} reads
     * @param changesAt when that may be, without an event, epoch milliseconds; {@link Facts#NEVER} if it cannot
     */
    public record Standing(String audience, long since, Map<String, String> values, long changesAt) {}

    /** How a user stands with each audience as of a moment, in the order of the file; changes nothing. */
    public List<Standing> standings(UserState user, long now) {
        lookAt(user);
        facts.at(now);
        Memberships memberships = user.followedTime().memberships();
        return IntStream.range(0, ids.length)
                .mapToObj(place -> standing(place, memberships, now))
                .toList();
    }

    private Standing standing(int place, Memberships memberships, long now) {
        Audience audience = audiences[place];
        int index = memberships.indexOf(ids[place]);
        return new Standing(
                audience.name(),
                index < 0 ? -1 : memberships.since(index),
                audience.when().values(facts),
                nextChange(place, memberships, now));
    }
}
