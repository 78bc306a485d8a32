package io.intentstream.core.recommendation;

import java.util.Arrays;

/**
 * Lists of weighted indices, one for each row, the heaviest first. Primitive arrays, since a table of a million products has
 * fifty million entries. Immutable.
 */
public final class RankedLists {
    /** Bytes that an entry takes. */
    static final int ENTRY_BYTES = Integer.BYTES + Float.BYTES;

    private final int[] starts;
    private final int[] indices;
    private final float[] weights;

    RankedLists(int[] starts, int[] indices, float[] weights) {
        this.starts = starts;
        this.indices = indices;
        this.weights = weights;
    }

    /** Number of rows. */
    public int rows() {
        return starts.length - 1;
    }

    /** Number of entries in all rows. */
    public int entries() {
        return indices.length;
    }

    /** Place of the row's first entry. */
    public int start(int row) {
        return starts[row];
    }

    /** Place after the row's last entry. */
    public int end(int row) {
        return starts[row + 1];
    }

    /** The index at a place. */
    public int index(int place) {
        return indices[place];
    }

    /** Its weight. */
    public float weight(int place) {
        return weights[place];
    }

    /** Makes lists, row after row. */
    public static final class Builder {
        private int[] starts = new int[16];
        private int rows;
        private int[] indices = new int[64];
        private float[] weights = new float[64];
        private int entries;

        /** Adds an entry to the row in progress. Entries must come in their order. */
        public Builder add(int index, float weight) {
            if (entries == indices.length) {
                indices = Arrays.copyOf(indices, 2 * entries);
                weights = Arrays.copyOf(weights, 2 * entries);
            }
            indices[entries] = index;
            weights[entries++] = weight;
            return this;
        }

        /** Ends the row in progress, which may be empty. */
        public Builder endRow() {
            if (++rows == starts.length) {
                starts = Arrays.copyOf(starts, 2 * rows);
            }
            starts[rows] = entries;
            return this;
        }

        /** The lists so far. */
        public RankedLists build() {
            return new RankedLists(
                    Arrays.copyOf(starts, rows + 1), Arrays.copyOf(indices, entries), Arrays.copyOf(weights, entries));
        }
    }
}
