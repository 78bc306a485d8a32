package io.intentstream.offline.training.bundle;

import io.intentstream.core.engine.Engine;
import io.intentstream.core.engine.EngineOutputs;
import io.intentstream.core.engine.InputEvent;
import io.intentstream.core.engine.MemoryStates;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.model.IntentModel;
import io.intentstream.core.state.EngineSettings;
import io.intentstream.schema.Band;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A bundle's scores of the {@link SampleJourneys}, step by step: what a person sees before any metric. The rules that a
 * believable model keeps are in {@link JourneyRules}.
 *
 * @param purchase the shopper who buys
 * @param removal the shopper who removes the product from the cart
 */
public record ScoredJourney(List<ScoredStep> purchase, List<ScoredStep> removal) {

    /**
     * An event with the score after it.
     *
     * @param probability calibrated, 0 to 1
     */
    public record ScoredStep(ClickEvent event, double probability, Band band) {
        EventType type() {
            return event.getEventType();
        }
    }

    /** Scores the journeys as the engine does; the model stays open. */
    public static ScoredJourney of(IntentModel model) {
        return of(model, SampleJourneys.purchase(), SampleJourneys.removal());
    }

    /**
     * Scores other journeys.
     *
     * @param purchase a new user's events with a step of each kind from the view of a product to the order
     * @param removal a new user's events with an addition to the cart and a removal
     */
    static ScoredJourney of(IntentModel model, List<ClickEvent> purchase, List<ClickEvent> removal) {
        try (Engine engine = new Engine(EngineSettings.defaults(), model, EngineOutputs.INTENTS)) {
            return new ScoredJourney(score(engine, purchase), score(engine, removal));
        }
    }

    private static List<ScoredStep> score(Engine engine, List<ClickEvent> events) {
        List<InputEvent> inputs =
                events.stream().map(event -> new InputEvent(event, 0, -1)).toList();
        return engine.apply(inputs, engine.load(inputs, new MemoryStates())).outcomes().stream()
                .map(outcome -> step((Outcome.Scored) outcome))
                .toList();
    }

    private static ScoredStep step(Outcome.Scored scored) {
        return new ScoredStep(
                scored.event(), scored.intent().probability(), scored.intent().band());
    }

    /** A sentence for each rule that the scores break; empty when all hold. */
    public List<String> broken() {
        return JourneyRules.broken(this);
    }

    /** A section of the model card: heading, a table for each shopper, and the verdict. */
    public String markdown() {
        String text = """
                ## A shopper's journey

                Two invented shoppers of the demo's shop, scored step by step as the engine does. The model has seen neither;
                the events are the same on every card.

                A first-time shopper buys:

                %s

                Another takes the product out of the cart again:

                %s

                %s
                """;
        return String.format(Locale.ROOT, text, table(purchase), table(removal), verdict("- "));
    }

    /** The same for a terminal, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("a first-time shopper buys:");
        purchase.forEach(step -> lines.add(line(step)));
        lines.add("another takes the product out of the cart again:");
        removal.forEach(step -> lines.add(line(step)));
        verdict("").lines().forEach(lines::add);
        return lines;
    }

    private String verdict(String bullet) {
        List<String> broken = broken();
        return broken.isEmpty()
                ? JourneyRules.ALL_HOLD
                : broken.stream().map(sentence -> bullet + sentence).collect(Collectors.joining("\n"));
    }

    private static String table(List<ScoredStep> steps) {
        String head = "| event | page | product | probability | band |\n|---|---|---|---|---|\n";
        return steps.stream()
                .map(step -> String.format(
                        Locale.ROOT,
                        "| %s | %s | %s | %.3f | %s |",
                        words(step.type()),
                        page(step),
                        product(step.event()),
                        step.probability(),
                        step.band()))
                .collect(Collectors.joining("\n", head, ""));
    }

    private static String line(ScoredStep step) {
        return String.format(
                Locale.ROOT, "  %-18s %-14s %.3f  %s", words(step.type()), page(step), step.probability(), step.band());
    }

    private static String page(ScoredStep step) {
        return Objects.requireNonNullElse(step.event().getPageType(), "");
    }

    private static String product(ClickEvent event) {
        return event.getItemId() == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s, %.2f %s",
                        event.getItemId(),
                        event.getPriceMinor() / 100.0,
                        event.getCurrency());
    }

    /** An event's type in words, such as {@code add to cart}. */
    static String words(EventType type) {
        return type.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
