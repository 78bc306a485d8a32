package io.intentstream.core.recommendation;

import io.intentstream.schema.RecommendationReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The products that a list may have, while their scores are summed part by part. A product is known by its number in the
 * tables; one that the tables do not know gets a number of its own, after theirs. Reused from list to list; belongs to one
 * thread.
 */
final class Candidates {
    private final ItemTables tables;

    /** Hash table: a product's number + 1, and its slot. */
    private int[] keys = new int[1 << 11];

    private int[] slots = new int[1 << 11];

    private int size;
    private int[] numbers = new int[512];
    private double[] totals = new double[512];
    private double[] parts = new double[512];
    private @Nullable String[] partBecause = new String[512];
    private double[] partBest = new double[512];
    private double[] greatest = new double[512];
    private RecommendationReason[] reasons = new RecommendationReason[512];
    private @Nullable String[] because = new String[512];

    /** Slots of the part in progress. */
    private int[] touched = new int[512];

    private int touchedSize;
    private int[] heap = new int[512];
    private int heapSize;

    private final List<String> unknown = new ArrayList<>();

    Candidates(ItemTables tables) {
        this.tables = tables;
    }

    void clear() {
        Arrays.fill(keys, 0);
        size = 0;
        unknown.clear();
    }

    double total(int slot) {
        return totals[slot];
    }

    RecommendationReason reason(int slot) {
        return reasons[slot];
    }

    @Nullable
    String because(int slot) {
        return because[slot];
    }

    /** The product's number; unknown ones come after all that the tables know. */
    int number(int slot) {
        return numbers[slot];
    }

    boolean isKnown(int slot) {
        return numbers[slot] < tables.items();
    }

    String itemId(int slot) {
        return isKnown(slot) ? tables.itemId(numbers[slot]) : unknown.get(numbers[slot] - tables.items());
    }

    /** The number of a product that the tables may not know; it is asked for once in a list. */
    int numberOf(String itemId) {
        int number = tables.itemNumber(itemId);
        if (number != ItemTables.NONE) {
            return number;
        }
        unknown.add(itemId);
        return tables.items() + unknown.size() - 1;
    }

    /** Adds to the part in progress. */
    void add(int number, double weight, @Nullable String cause) {
        int slot = slotOf(number);
        if (parts[slot] == 0) {
            if (touchedSize == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedSize);
            }
            touched[touchedSize++] = slot;
            partBest[slot] = 0;
        }
        parts[slot] += weight;
        if (weight > partBest[slot]) {
            partBest[slot] = weight;
            partBecause[slot] = cause;
        }
    }

    /** Gives a product that is not among the candidates yet a score to begin with. */
    void put(int number, double score, RecommendationReason reason) {
        int slot = slotOf(number);
        totals[slot] = score;
        greatest[slot] = score;
        reasons[slot] = reason;
    }

    private int slotOf(int number) {
        int place = place(number);
        while (keys[place] != 0) {
            if (keys[place] == number + 1) {
                return slots[place];
            }
            place = place + 1 & keys.length - 1;
        }
        if (2 * size >= keys.length) {
            grow();
            return slotOf(number);
        }
        if (size == numbers.length) {
            growSlots();
        }
        keys[place] = number + 1;
        slots[place] = size;
        numbers[size] = number;
        totals[size] = 0;
        parts[size] = 0;
        greatest[size] = 0;
        reasons[size] = RecommendationReason.OTHER;
        because[size] = null;
        return size++;
    }

    private int place(int number) {
        int hash = number * 0x9E3779B9;
        return (hash ^ hash >>> 15) & keys.length - 1;
    }

    private void grow() {
        keys = new int[2 * keys.length];
        slots = new int[keys.length];
        for (int slot = 0; slot < size; slot++) {
            int place = place(numbers[slot]);
            while (keys[place] != 0) {
                place = place + 1 & keys.length - 1;
            }
            keys[place] = numbers[slot] + 1;
            slots[place] = slot;
        }
    }

    private void growSlots() {
        int capacity = 2 * size;
        numbers = Arrays.copyOf(numbers, capacity);
        totals = Arrays.copyOf(totals, capacity);
        parts = Arrays.copyOf(parts, capacity);
        partBecause = Arrays.copyOf(partBecause, capacity);
        partBest = Arrays.copyOf(partBest, capacity);
        greatest = Arrays.copyOf(greatest, capacity);
        reasons = Arrays.copyOf(reasons, capacity);
        because = Arrays.copyOf(because, capacity);
    }

    /**
     * Ends the part in progress: each product's value, divided by the greatest, adds to its total.
     *
     * @param weight of the part; 0 only forgets it
     */
    void endPart(double weight, RecommendationReason reason) {
        double most = 0;
        for (int i = 0; i < touchedSize; i++) {
            most = Math.max(most, parts[touched[i]]);
        }
        for (int i = 0; i < touchedSize; i++) {
            int slot = touched[i];
            if (weight > 0 && most > 0 && parts[slot] > 0) {
                double value = weight * (parts[slot] / most);
                totals[slot] += value;
                if (value > greatest[slot]) {
                    greatest[slot] = value;
                    reasons[slot] = reason;
                    because[slot] = partBecause[slot];
                }
            }
            parts[slot] = 0;
            partBecause[slot] = null;
        }
        touchedSize = 0;
    }

    /** Makes {@link #next} begin with the best. A heap, since a list takes only a few of many. */
    void sort() {
        if (heap.length < size) {
            heap = new int[numbers.length];
        }
        heapSize = 0;
        for (int slot = 0; slot < size; slot++) {
            if (totals[slot] > 0) {
                heap[heapSize++] = slot;
            }
        }
        for (int i = heapSize / 2 - 1; i >= 0; i--) {
            sink(i);
        }
    }

    /** The next slot by score; of equal ones the more popular product first, those that the tables do not know last; -1 at the end. */
    int next() {
        if (heapSize == 0) {
            return -1;
        }
        int best = heap[0];
        heap[0] = heap[--heapSize];
        sink(0);
        return best;
    }

    private void sink(int from) {
        int slot = heap[from];
        int place = from;
        for (int child = 2 * place + 1; child < heapSize; child = 2 * place + 1) {
            if (child + 1 < heapSize && isBefore(heap[child + 1], heap[child])) {
                child++;
            }
            if (!isBefore(heap[child], slot)) {
                break;
            }
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = slot;
    }

    private boolean isBefore(int a, int b) {
        return totals[a] > totals[b] || totals[a] == totals[b] && numbers[a] < numbers[b];
    }
}
