package io.intentstream.cli.demo;

import io.intentstream.cli.console.Plurals;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import io.intentstream.schema.PurchaseIntent;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleFunction;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Picks what is worth showing: the intent that recently rose most into the HIGH band, and, among the first users that appear,
 * the one with the most eventful journey. Any thread may call it.
 */
final class UserJourneys {

    private static final int MOST_USERS = 2_000;
    private static final int MOST_EVENTS = 200;
    private static final int FEWEST_CHAPTERS = 4;
    private static final int CHAPTERS_BEFORE_PEAK = 8;
    private static final int CHAPTERS_AFTER_PEAK = 3;

    /** What a purchase adds to the drama, in probability. */
    private static final double BOUGHT = 0.1;

    private static final Comparator<PurchaseIntent> BY_RISE =
            Comparator.comparingDouble(PurchaseIntent::getChange).thenComparing(PurchaseIntent::getProbability);

    private final Map<String, Map<String, ClickEvent>> sent = new HashMap<>();
    private final Map<String, List<JourneyStep>> journeys = new HashMap<>();
    private @Nullable PurchaseIntent strongest;

    /** An event and the intent after it. */
    record JourneyStep(ClickEvent event, PurchaseIntent intent) {
        double probability() {
            return intent.getProbability();
        }
    }

    /**
     * A part of one user's journey.
     *
     * @param userId the user
     * @param chapters the steps, in the order in which they were scored
     * @param events number of all steps of the user that were recorded
     */
    record Story(String userId, List<JourneyStep> chapters, int events) {}

    /**
     * A user whose journey is worth a look.
     *
     * @param reason why, in words
     */
    record Notable(String userId, String reason) {}

    /** Records an event that is about to be sent. */
    synchronized void sent(ClickEvent event) {
        if (!sent.containsKey(event.getUserId()) && sent.size() == MOST_USERS) {
            return;
        }
        Map<String, ClickEvent> events = sent.computeIfAbsent(event.getUserId(), user -> new HashMap<>());
        if (events.size() < MOST_EVENTS) {
            events.putIfAbsent(event.getEventId(), event);
        }
    }

    /** Records an intent that was read. */
    synchronized void scored(PurchaseIntent intent) {
        boolean rose = intent.getBand() == Band.HIGH && intent.getChange() > 0;
        if (rose && (strongest == null || BY_RISE.compare(intent, strongest) > 0)) {
            strongest = intent;
        }
        ClickEvent event = sent.getOrDefault(intent.getUserId(), Map.of()).get(intent.getEventId());
        if (event != null) {
            journeys.computeIfAbsent(intent.getUserId(), user -> new ArrayList<>())
                    .add(new JourneyStep(event, intent));
        }
    }

    /** The intent that rose most since the last call. */
    synchronized Optional<PurchaseIntent> takeStrongest() {
        Optional<PurchaseIntent> taken = Optional.ofNullable(strongest);
        strongest = null;
        return taken;
    }

    /** The story with the most drama: the largest rise before a purchase, or without one. */
    synchronized Optional<Story> best() {
        return journeys.entrySet().stream()
                .filter(user -> user.getValue().size() >= FEWEST_CHAPTERS)
                .map(user -> new Story(
                        user.getKey(),
                        aroundPeak(user.getValue()),
                        user.getValue().size()))
                .max(Comparator.comparingDouble(UserJourneys::drama).thenComparing(Story::userId));
    }

    /** The user with the highest score, one who is in the HIGH band now, and the one with the longest journey: all different. */
    synchronized List<Notable> notable() {
        Map<String, Notable> chosen = new LinkedHashMap<>();
        choose(chosen, UserJourneys::highest, journey -> true, score -> "highest score, " + twoDecimals(score));
        choose(
                chosen,
                UserJourneys::latest,
                journey -> last(journey).intent().getBand() == Band.HIGH,
                score -> "HIGH now, " + twoDecimals(score));
        choose(
                chosen,
                journey -> journey.size(),
                journey -> true,
                size -> "longest journey, " + Plurals.of((long) size, "event"));
        return List.copyOf(chosen.values());
    }

    private void choose(
            Map<String, Notable> chosen,
            ToDoubleFunction<List<JourneyStep>> measure,
            Predicate<List<JourneyStep>> fits,
            DoubleFunction<String> reason) {
        journeys.entrySet().stream()
                .filter(user -> !chosen.containsKey(user.getKey()) && fits.test(user.getValue()))
                .max(Comparator.<Map.Entry<String, List<JourneyStep>>>comparingDouble(
                                user -> measure.applyAsDouble(user.getValue()))
                        .thenComparing(Map.Entry::getKey))
                .ifPresent(user -> chosen.put(
                        user.getKey(),
                        new Notable(user.getKey(), reason.apply(measure.applyAsDouble(user.getValue())))));
    }

    private static String twoDecimals(double score) {
        return String.format(Locale.ROOT, "%.2f", score);
    }

    private static double highest(List<JourneyStep> journey) {
        return journey.stream().mapToDouble(JourneyStep::probability).max().orElse(0);
    }

    private static double latest(List<JourneyStep> journey) {
        return last(journey).probability();
    }

    private static JourneyStep last(List<JourneyStep> journey) {
        return journey.get(journey.size() - 1);
    }

    /** The chapters around the highest intent that no purchase caused. */
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
