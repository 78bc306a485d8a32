package io.intentstream.offline.evaluation.items;

import io.intentstream.core.recommendation.ItemTables;

/** Counts the targets whose product the tables know: no table can find the others. */
final class TableCeiling {
    private final ItemTables tables;
    private long targets;
    private long known;
    private long newTargets;
    private long newKnown;

    TableCeiling(ItemTables tables) {
        this.tables = tables;
    }

    void add(NextItem next) {
        if (next.repeat()) {
            return;
        }
        boolean isKnown =
                next.items().stream().anyMatch(item -> tables.item(item).isPresent());
        targets++;
        known += isKnown ? 1 : 0;
        if (next.newItems()) {
            newTargets++;
            newKnown += isKnown ? 1 : 0;
        }
    }

    long targets() {
        return targets;
    }

    long newTargets() {
        return newTargets;
    }

    /** Share of the targets that the tables know. */
    double share() {
        return known / (double) targets;
    }

    /** The same of the targets that are new to the user; NaN without any. */
    double shareOfNew() {
        return newKnown / (double) newTargets;
    }
}
