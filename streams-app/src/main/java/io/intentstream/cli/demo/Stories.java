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
final class Stories {

    private static final int MOST_USERS = 2_000;
    private static final int MOST_EVENTS = 200;
    private static final int FEWEST_CHAPTERS = 4;
    private static final int CHAPTERS_BEFORE_PEAK = 8;
    private static final int CHAPTERS_AFTER_PEAK = 3;

    private final Map<String, Map<String, ClickEvent>> sent = new HashMap<>();
    private final Map<String, List<Chapter>> told = new HashMap<>();

    /** An event and the intent after it. */
    record Chapter(ClickEvent event, PurchaseIntent intent) {
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
    record Story(String userId, List<Chapter> chapters, int events) {}

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
            told.computeIfAbsent(intent.getUserId(), user -> new ArrayList<>()).add(new Chapter(event, intent));
        }
    }

    /** The story with the most drama: the widest range of intents within a stretch, a purchase counting extra. */
    synchronized Optional<Story> best() {
        return told.entrySet().stream()
                .filter(user -> user.getValue().size() >= FEWEST_CHAPTERS)
                .map(user -> new Story(
                        user.getKey(),
                        aroundPeak(user.getValue()),
                        user.getValue().size()))
                .max(Comparator.comparingDouble(Stories::drama).thenComparing(Story::userId));
    }

    private static List<Chapter> aroundPeak(List<Chapter> chapters) {
        int peak = 0;
        for (int i = 1; i < chapters.size(); i++) {
            if (chapters.get(i).probability() > chapters.get(peak).probability()) {
                peak = i;
            }
        }
        int from = Math.max(0, peak - CHAPTERS_BEFORE_PEAK);
        int to = Math.min(chapters.size(), peak + CHAPTERS_AFTER_PEAK + 1);
        return List.copyOf(chapters.subList(from, to));
    }

    private static double drama(Story story) {
        double highest = story.chapters().stream()
                .mapToDouble(Chapter::probability)
                .max()
                .orElse(0);
        double lowest = story.chapters().stream()
                .mapToDouble(Chapter::probability)
                .min()
                .orElse(0);
        boolean bought =
                story.chapters().stream().anyMatch(chapter -> chapter.event().getEventType() == EventType.PURCHASE);
        double length = Math.min(1, story.chapters().size() / (double) CHAPTERS_BEFORE_PEAK);
        return (highest - lowest) * length + (bought ? 0.2 : 0);
    }
}
