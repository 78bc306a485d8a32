package io.intentstream.offline.evaluation.items;

import io.intentstream.offline.evaluation.EvaluationException;
import io.intentstream.offline.evaluation.items.ServedLists.ServedList;
import io.intentstream.offline.evaluation.report.ReportTable;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.stats.Estimate;
import io.intentstream.offline.stats.RatioEstimates;
import io.intentstream.offline.stats.UserBootstrap;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.EventType;
import io.intentstream.schema.RecommendedItem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Compares lists of recommendations that were served with what their users did afterwards. Whether a list was shown is not
 * known: the shares tell how often the list was right, not what it caused.
 */
public final class ServedEvaluation {
    /** A list counts for this long. */
    private static final Duration HORIZON = Duration.ofDays(1);

    private static final int FIRST = 10;

    private static final String ALL = "all";

    private final ServedLists lists;
    private final int drawings;
    private final long end;
    private final NextItemReplay replay;
    private final Map<String, Group> byTrigger = new TreeMap<>();
    private final Map<String, Group> byBundle = new TreeMap<>();
    private final Map<String, Group> byReason = new TreeMap<>();
    private final Group all;
    private int users;
    private long withoutEvent;
    private long tooRecent;

    /**
     * @param lists what was served
     * @param drawings of users, for the intervals
     * @param sessionGap inactivity that ends a session
     * @param end time of the latest event, epoch milliseconds: lists of less than a day before it do not count
     */
    public ServedEvaluation(ServedLists lists, int drawings, Duration sessionGap, long end) {
        this.lists = lists;
        this.drawings = drawings;
        this.end = end;
        this.replay = new NextItemReplay(sessionGap, Long.MIN_VALUE);
        this.all = new Group(lists.users());
    }

    /** Adds a user's events; users without lists are left out. */
    public void add(UserEvents user) {
        List<ServedList> ofUser = lists.of(user.userId());
        if (ofUser.isEmpty()) {
            return;
        }
        Map<Long, Integer> places = new HashMap<>();
        for (int i = 0; i < user.events().size(); i++) {
            places.putIfAbsent(user.events().get(i).id(), i);
        }
        List<NextItem> later = new ArrayList<>();
        replay.play(user, (state, next) -> later.add(next));
        for (ServedList list : ofUser) {
            Integer place = places.get(list.eventId());
            if (place == null) {
                withoutEvent++;
            } else if (user.events().get(place).time() > end - HORIZON.toMillis()) {
                tooRecent++;
            } else {
                add(
                        list,
                        user.events().get(place).time(),
                        later.stream().filter(next -> next.index() > place).toList());
            }
        }
        users++;
    }

    private void add(ServedList list, long time, List<NextItem> later) {
        List<String> items =
                list.items().stream().map(RecommendedItem::getItemId).toList();
        List<NextItem> soon = later.stream()
                .filter(next -> next.time() - time <= HORIZON.toMillis())
                .toList();
        Map<ServedMetric, Double> outcome = taken(items, soon);
        later.stream().filter(next -> !next.repeat()).findFirst().ifPresent(next -> {
            int place = ListMetrics.place(items, next.items());
            outcome.put(ServedMetric.HIT_RATE_10, place <= FIRST ? 1.0 : 0);
            outcome.put(ServedMetric.RECIPROCAL_RANK, place <= items.size() ? 1.0 / place : 0);
        });
        all.add(users, outcome);
        group(byTrigger, list.trigger().name()).add(users, outcome);
        group(byBundle, list.bundle()).add(users, outcome);
        for (RecommendedItem item : list.items()) {
            group(byReason, item.getReason().name()).add(users, taken(List.of(item.getItemId()), soon));
        }
    }

    private static Map<ServedMetric, Double> taken(List<String> items, List<NextItem> soon) {
        Map<ServedMetric, Double> taken = new EnumMap<>(ServedMetric.class);
        taken.put(ServedMetric.VIEWED, 0.0);
        taken.put(ServedMetric.BOUGHT, 0.0);
        for (NextItem next : soon) {
            if (next.items().stream().anyMatch(items::contains)) {
                taken.put(next.type() == EventType.PURCHASE ? ServedMetric.BOUGHT : ServedMetric.VIEWED, 1.0);
            }
        }
        return taken;
    }

    private Group group(Map<String, Group> groups, String name) {
        return groups.computeIfAbsent(name, key -> new Group(lists.users()));
    }

    /**
     * The report.
     *
     * @throws EvaluationException when no list can be compared
     */
    public List<Section> sections() {
        if (all.size == 0) {
            throw new EvaluationException("No list can be compared: of " + withoutEvent
                    + " lists the event is not among the events that were read, and " + tooRecent
                    + " were made less than "
                    + HORIZON.toHours()
                    + " hours before the last event. Read the topics that the engine reads, and wait a day");
        }
        UserBootstrap bootstrap = new UserBootstrap(lists.users(), drawings, end);
        Map<String, Group> rows = new LinkedHashMap<>();
        rows.put(ALL, all);
        rows.putAll(byTrigger);
        List<Section> sections = new ArrayList<>();
        Set<ServedMetric> metrics = EnumSet.allOf(ServedMetric.class);
        sections.add(table("Lists by trigger", text(), "lists", rows, metrics, bootstrap));
        if (byBundle.size() > 1) {
            sections.add(table("Lists by items bundle", List.of(), "lists", byBundle, metrics, bootstrap));
        }
        sections.add(table(
                "Products by reason",
                List.of("Each product of each list counts once."),
                "products",
                byReason,
                EnumSet.of(ServedMetric.VIEWED, ServedMetric.BOUGHT),
                bootstrap));
        return sections;
    }

    private List<String> text() {
        List<String> text = new ArrayList<>();
        text.add(String.format(
                Locale.ROOT,
                "%,d lists of %,d users. HR@10 and MRR are about the next product that the user looked at, in lists after which"
                        + " there was one; \"viewed\" and \"bought in a day\" are about any product of the list, within %d hours.",
                all.size,
                users,
                HORIZON.toHours()));
        text.add("Whether a list was shown is not known: the shares tell how often it was right, not what it caused.");
        if (withoutEvent + tooRecent > 0) {
            text.add(String.format(
                    Locale.ROOT,
                    "Left out: %,d lists whose event was not read, and %,d lists made less than %d hours before the last event.",
                    withoutEvent,
                    tooRecent,
                    HORIZON.toHours()));
        }
        if (lists.isCompacted()) {
            text.add("The topic is compacted: of some users only the latest list may be left.");
        }
        text.add("In brackets: 95 % intervals over users.");
        return text;
    }

    private static Section table(
            String title,
            List<String> text,
            String counted,
            Map<String, Group> groups,
            Set<ServedMetric> metrics,
            UserBootstrap bootstrap) {
        List<String> head = new ArrayList<>(List.of("", counted));
        metrics.forEach(metric -> head.add(metric.title));
        List<List<String>> rows = new ArrayList<>();
        Map<String, Map<String, Object>> values = new LinkedHashMap<>();
        groups.forEach((name, group) -> {
            List<String> row = new ArrayList<>(List.of(name, String.format(Locale.ROOT, "%,d", group.size)));
            Map<String, Object> ofGroup = new LinkedHashMap<>();
            ofGroup.put(counted, group.size);
            for (ServedMetric metric : metrics) {
                Estimate estimate = group.estimate(metric, bootstrap);
                row.add(ItemsSections.cell(estimate));
                ofGroup.put(metric.title, estimate);
            }
            rows.add(row);
            values.put(name, ofGroup);
        });
        return new Section(title, text, new ReportTable(head, rows), List.of(), values);
    }

    /** What is measured of a list, or of a product of it. */
    private enum ServedMetric {
        HIT_RATE_10("HR@10"),
        RECIPROCAL_RANK("MRR"),
        VIEWED("viewed in a day"),
        BOUGHT("bought in a day");

        private final String title;

        ServedMetric(String title) {
            this.title = title;
        }
    }

    /** Lists, or products of lists, that are measured together. */
    private static final class Group {
        private final double[][] hits;
        private final double[][] targets;
        private long size;

        Group(int users) {
            hits = new double[ServedMetric.values().length][users];
            targets = new double[ServedMetric.values().length][users];
        }

        void add(int user, Map<ServedMetric, Double> outcome) {
            size++;
            outcome.forEach((metric, value) -> {
                hits[metric.ordinal()][user] += value;
                targets[metric.ordinal()][user]++;
            });
        }

        Estimate estimate(ServedMetric metric, UserBootstrap bootstrap) {
            int i = metric.ordinal();
            return new RatioEstimates(hits[i], targets[i], bootstrap).estimate();
        }
    }
}
