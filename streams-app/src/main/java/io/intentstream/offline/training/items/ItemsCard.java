package io.intentstream.offline.training.items;

import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.ItemTables;
import io.intentstream.core.recommendation.ItemsManifest;
import io.intentstream.core.recommendation.MixWeights;
import io.intentstream.core.recommendation.RelatedKind;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Writes the model card of an items bundle, in Markdown: what it was made from, what it holds, and what it cannot tell. */
final class ItemsCard {
    /** As many orders of 30 days as a search service asks for before it shows what is bought together. */
    private static final int BASKETS_FOR_RULES = 1_000;

    private static final int SAMPLE_RULES = 10;

    private final ItemsManifest manifest;
    private final ItemsOptions options;
    private final TrainedItems trained;
    private final WeightSearch.Found found;
    private final StringBuilder card = new StringBuilder();

    ItemsCard(ItemsManifest manifest, ItemsOptions options, TrainedItems trained, WeightSearch.Found found) {
        this.manifest = manifest;
        this.options = options;
        this.trained = trained;
        this.found = found;
    }

    String text() {
        say("# %s %s", manifest.name(), manifest.version());
        say("");
        say("What users view and buy together, bestsellers, and association rules. The bundle holds no user.");
        say("");
        say(
                "- Data: %s. %,d events of %,d users in %,d sessions, from %s to %s. %,d different products.",
                manifest.training().get("data"),
                trained.events(),
                trained.users(),
                trained.sessions(),
                Instant.ofEpochMilli(manifest.trainedFrom()),
                Instant.ofEpochMilli(manifest.trainedUntil()),
                trained.differentItems());
        say(
                "- Privacy: each product, each pair of products and each pair of categories in the tables has at least %d"
                        + " different users, each rule at least %d.%s",
                manifest.minUsers(),
                Math.max(3, manifest.minUsers()),
                manifest.minUsers() < 2 ? " `run` does not take this bundle: it is for evaluation." : "");
        ItemTables tables = trained.tables();
        say(
                "- Tables: %,d products in %,d categories; %,d pairs viewed after one another, %,d in the same carts.",
                tables.items(),
                tables.categories(),
                tables.related(RelatedKind.ALSO_VIEWED).entries(),
                tables.related(RelatedKind.ALSO_BOUGHT).entries());
        say(
                "- Popularity halves in %s. Options: %d neighbours, session gap %s.",
                options.halfLife(), options.neighbours(), options.sessionGap());
        say("");
        weights();
        say("");
        baskets();
        return card.toString();
    }

    private void weights() {
        MixWeights weights = manifest.weights();
        say("## Weights");
        say("");
        if (found.targets() == 0) {
            say(
                    "There were too few events to choose weights (fewer than %d): the defaults hold.",
                    WeightSearch.FEWEST_TARGETS);
        } else {
            say(
                    "Chosen on %,d events of the last fifth of all, with tables of the time before: HR@20 %.4f; of"
                            + " products new to the user, in the list to discover, %.4f. These are the best of a grid, so they"
                            + " flatter: `evaluate` on later events tells more.",
                    found.targets(), found.hitRate(), found.newHitRate());
        }
        say("");
        say("| part | weight |");
        say("|---|---|");
        say(
                "| own products, half-lives of 30 minutes, 6 hours, 3 days | %s, %s, %s |",
                weights.own().halfHour(),
                weights.own().sixHours(),
                weights.own().threeDays());
        say("| also viewed | %s |", weights.alsoViewed());
        say("| also bought with the cart | %s |", weights.alsoBought());
        say(
                "| bestsellers of the categories of now | %s; to discover %s |",
                weights.category(), weights.discoverCategory());
        say("| greatest share of a list for one category | %s |", manifest.maxPerCategory());
    }

    private void baskets() {
        say("## Association rules");
        say("");
        say("| level | basket | baskets | with two or more | rules |");
        say("|---|---|---|---|---|");
        for (TrainedItems.BasketTotals totals : trained.baskets()) {
            say(
                    "| %s | %s | %,d | %,d | %,d |",
                    word(totals.level()), word(totals.kind()), totals.all(), totals.severalEntries(), totals.rules());
        }
        say("");
        say(
                "A rule has at least %d baskets, %d users, a lift of %s against baskets of like size, and G2 of %s (p ="
                        + " 0.001). These thresholds are never lowered.",
                Rules.FEWEST_BASKETS, Math.max(3, manifest.minUsers()), Rules.LEAST_LIFT, Rules.LEAST_SIGNIFICANCE);
        for (String note : notes(trained)) {
            say("");
            say("%s", note);
        }
        strongest();
    }

    /** What the data do not carry, in sentences; empty when there are rules of every kind. */
    static List<String> notes(TrainedItems trained) {
        return trained.baskets().stream()
                .filter(totals -> totals.level() == Association.Level.ITEM && totals.rules() == 0)
                .map(totals -> String.format(
                        Locale.ROOT,
                        "There is no rule of products that are %s together: %s with two or more products, and none of their"
                                + " pairs is in %d of them, of 3 users, more often than chance. As a rule of thumb, it takes"
                                + " %,d orders of two or more products.",
                        verb(totals.kind()),
                        totals.severalEntries() == 1
                                ? "there is 1 basket"
                                : String.format(Locale.ROOT, "there are %,d baskets", totals.severalEntries()),
                        Rules.FEWEST_BASKETS,
                        BASKETS_FOR_RULES))
                .toList();
    }

    private static String verb(Association.Basket kind) {
        return switch (kind) {
            case CO_VIEW -> "viewed";
            case CO_CART -> "put into the cart, wished for or bought";
            case CO_PURCHASE -> "bought";
        };
    }

    private void strongest() {
        for (TrainedItems.BasketTotals totals : trained.baskets()) {
            if (totals.rules() > 0) {
                say("");
                say("Strongest of %s, %s:", word(totals.level()), word(totals.kind()));
                say("");
                say("| if | then | baskets | users | confidence | lift | lift, textbook |");
                say("|---|---|---|---|---|---|---|");
                trained.associations().stream()
                        .filter(rule -> rule.level() == totals.level() && rule.basket() == totals.kind())
                        .limit(SAMPLE_RULES)
                        .forEach(this::rule);
            }
        }
    }

    private void rule(Association rule) {
        say(
                "| %s | %s | %,d | %,d | %.1f %% | %.1f | %.1f |",
                cell(String.join(" and ", rule.antecedent())),
                cell(rule.consequent()),
                rule.baskets(),
                rule.users(),
                100 * rule.confidence(),
                rule.lift(),
                rule.textbookLift());
    }

    /** An id as text of a table: it must not end the cell or begin markup. */
    private static String cell(String id) {
        return "`" + id.replace('`', '\'').replace("|", "\\|").replaceAll("\\p{Cntrl}", "?") + "`";
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private void say(String format, Object... values) {
        card.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
