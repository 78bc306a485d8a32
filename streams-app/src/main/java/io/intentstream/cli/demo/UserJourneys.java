package io.intentstream.cli.demo;

import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows the first users that appear, each event with the intent after it, and picks the one worth telling. */
final class UserJourneys {

    private static final int MOST_USERS = 2_000;
    private static final int MOST_EVENTS = 200;
    private static final int FEWEST_CHAPTERS = 4;
    private static final int CHAPTERS_BEFORE_PEAK = 8;
    private static final int CHAPTERS_AFTER_PEAK = 3;

    /** What a purchase adds to the drama, in probability. */
    private static final double BOUGHT = 0.1;

    private final Map<String, Map<String, ClickEvent>> sent = new HashMap<>();
    private final Map<String, List<JourneyStep>> told = new HashMap<>();

    /** An event and the intent after it. */
    record JourneyStep(ClickEvent event, PurchaseIntent intent) {
        double probability() {
            return intent.getProbability();
        }
    }

    /**
     * A stretch of one user's life.
     *
     * @param userId whose
     * @param chapters in the order in which they were scored
     * @param events all events of the user that were followed
     */
    record Story(String userId, List<JourneyStep> chapters, int events) {}

    synchronized void sent(ClickEvent event) {
        if (!sent.containsKey(event.getUserId()) && sent.size() == MOST_USERS) {
            return;
        }
        Map<String, ClickEvent> events = sent.computeIfAbsent(event.getUserId(), user -> new HashMap<>());
        if (events.size() < MOST_EVENTS) {
            events.putIfAbsent(event.getEventId(), event);
        }
    }

    synchronized void scored(PurchaseIntent intent) {
        ClickEvent event = sent.getOrDefault(intent.getUserId(), Map.of()).get(intent.getEventId());
        if (event != null) {
            told.computeIfAbsent(intent.getUserId(), user -> new ArrayList<>()).add(new JourneyStep(event, intent));
        }
    }

    /** The story with the most drama: the steepest way up before a purchase, or without one. */
    synchronized Optional<Story> best() {
        return told.entrySet().stream()
                .filter(user -> user.getValue().size() >= FEWEST_CHAPTERS)
                .map(user -> new Story(
                        user.getKey(),
                        aroundPeak(user.getValue()),
                        user.getValue().size()))
                .max(Comparator.comparingDouble(UserJourneys::drama).thenComparing(Story::userId));
    }

    /** The chapters about the highest intent that was there before its user bought. */
    private static List<JourneyStep> aroundPeak(List<JourneyStep> chapters) {
        int peak = 0;
        for (int i = 1; i < chapters.size(); i++) {
            if (!isPurchase(chapters.get(i))
                    && chapters.get(i).probability() > chapters.get(peak).probability()) {
                peak = i;
            }
        }
        int from = Math.max(0, peak - CHAPTERS_BEFORE_PEAK);
        int to = Math.min(chapters.size(), peak + CHAPTERS_AFTER_PEAK + 1);
        return List.copyOf(chapters.subList(from, to));
    }

    private static double drama(Story story) {
        List<JourneyStep> before = story.chapters().stream()
                .takeWhile(chapter -> !isPurchase(chapter))
                .toList();
        boolean bought = before.size() < story.chapters().size();
        double highest =
                before.stream().mapToDouble(JourneyStep::probability).max().orElse(0);
        double lowest =
                before.stream().mapToDouble(JourneyStep::probability).min().orElse(0);
        double length = Math.min(1, before.size() / (double) CHAPTERS_BEFORE_PEAK);
        return (highest - lowest) * length + (bought ? BOUGHT : 0);
    }

    private static boolean isPurchase(JourneyStep chapter) {
        return chapter.event().getEventType() == EventType.PURCHASE;
    }
}
