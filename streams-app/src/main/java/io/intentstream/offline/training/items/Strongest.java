package io.intentstream.offline.training.items;

import io.intentstream.core.recommendation.RankedLists;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Makes lists from pairs that come in the order of their first member: of each, the strongest second members. */
final class Strongest {
    private final RankedLists.Builder lists = new RankedLists.Builder();
    private final int most;
    private final double unit;
    private final List<Entry> row = new ArrayList<>();
    private int at;

    private record Entry(int index, long amount, double weight) {}

    /**
     * @param most entries of a row
     * @param unit what an amount of 1 weighs
     */
    Strongest(int most, double unit) {
        this.most = most;
        this.unit = unit;
    }

    /** Adds an entry to a row; rows must come in their order. */
    void add(int row, int index, long amount) {
        add(row, index, amount, amount * unit);
    }

    /** Adds an entry whose weight is not proportional to the amount by which it is ranked. */
    void add(int row, int index, long amount, double weight) {
        moveTo(row);
        this.row.add(new Entry(index, amount, weight));
    }

    private void moveTo(int next) {
        for (; at < next; at++) {
            row.sort(Comparator.comparingLong((Entry entry) -> -entry.amount).thenComparingInt(Entry::index));
            for (Entry entry : row.subList(0, Math.min(most, row.size()))) {
                lists.add(entry.index, (float) entry.weight);
            }
            lists.endRow();
            row.clear();
        }
    }

    /** The lists of so many rows. */
    RankedLists lists(int rows) {
        moveTo(rows);
        return lists.build();
    }
}
