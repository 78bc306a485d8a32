package io.intentstream.offline.input.simulator;

/**
 * Draws ranks from a Zipf-Mandelbrot law, p(rank) proportional to (rank + 1 + size / 30) ^ -0.8, by inversion of its
 * continuous form. A few ranks are frequent and most are rare; the first is about six times as frequent as the average, for
 * any size.
 */
final class PowerLaw {

    private static final double POWER = 0.2; // 1 - 0.8

    private final int size;
    private final double offset;
    private final double low;
    private final double span;

    PowerLaw(int size) {
        this.size = size;
        this.offset = 1 + size / 30.0;
        this.low = StrictMath.pow(offset, POWER);
        this.span = StrictMath.pow(offset + size, POWER) - low;
    }

    /** A rank from 0 to size - 1. */
    int draw(RandomStream random) {
        double rank = StrictMath.pow(low + random.uniform() * span, 1 / POWER) - offset;
        return Math.max(0, Math.min(size - 1, (int) rank));
    }
}
