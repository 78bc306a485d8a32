package io.intentstream.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decayed weights by name: each addition halves every half-life. Kept by forward decay (Cormode et al., "Forward decay",
 * ICDE 2009): an addition at time t is scaled up by 2^((t - landmark) / halfLife) once, so nothing needs to be decayed
 * when time passes, shares need no exponent at all, and an addition is worth the same whenever it arrives.
 * Holds a bounded number of names; when full, the weakest makes room.
 */
public final class Leanings {
    /** Beyond this many half-lives after the landmark, the landmark moves up by a whole number of them. */
    private static final int MAX_EXPONENT = 512;

    private final int limit;
    private final double halfLifeMillis;
    private String[] names = new String[4];
    private double[] weights = new double[4];
    private int size;
    private double total;
    private long landmark = Long.MIN_VALUE;

    Leanings(int limit, double halfLifeMillis) {
        this.limit = limit;
        this.halfLifeMillis = halfLifeMillis;
    }

    void add(@Nullable String name, double weight, long time) {
        if (name == null || weight <= 0) {
            return;
        }
        double scaled = weight * scale(time);
        int i = indexOf(name);
        if (i < 0) {
            i = place(scaled);
            if (i < 0) {
                return;
            }
            names[i] = name;
            weights[i] = 0;
        }
        weights[i] += scaled;
        total += scaled;
    }

    /** Number of names. */
    public int size() {
        return size;
    }

    /** The i-th name, in no particular order. */
    public String name(int i) {
        return names[i];
    }

    /** What {@link #scaledWeight} is to be multiplied by to give weights as of {@code time} (epoch milliseconds). */
    public double decay(long time) {
        return StrictMath.pow(2, (landmark - time) / halfLifeMillis);
    }

    /** Weight of the i-th name on the scale that all names share. */
    public double scaledWeight(int i) {
        return weights[i];
    }

    /** Part of the i-th name in all weights, 0 to 1. */
    public double share(int i) {
        return weights[i] / total;
    }

    /** Part of {@code name} in all weights, 0 to 1; 0 when it is unknown or null. */
    public double share(@Nullable String name) {
        int i = name == null ? -1 : indexOf(name);
        return i < 0 ? 0 : share(i);
    }

    /** Index of the strongest name; -1 when there is none. The first to appear wins a tie. */
    public int strongest() {
        int best = -1;
        for (int i = 0; i < size; i++) {
            if (best < 0 || weights[i] > weights[best]) {
                best = i;
            }
        }
        return best;
    }

    /** Indices of the {@code count} strongest names, strongest first. */
    public int[] strongest(int count) {
        int[] best = new int[Math.min(count, size)];
        int found = 0;
        for (int i = 0; i < size; i++) {
            int place = found;
            while (place > 0 && weights[best[place - 1]] < weights[i]) {
                place--;
            }
            if (place < best.length) {
                found = Math.min(found + 1, best.length);
                System.arraycopy(best, place, best, place + 1, found - 1 - place);
                best[place] = i;
            }
        }
        return best;
    }

    private double scale(long time) {
        if (landmark == Long.MIN_VALUE) {
            landmark = time;
        }
        double exponent = (time - landmark) / halfLifeMillis;
        if (exponent > MAX_EXPONENT) {
            int halvings = (int) Math.min(exponent, 4096);
            landmark += (long) (Math.floor(exponent) * halfLifeMillis);
            total = 0;
            for (int i = 0; i < size; i++) {
                weights[i] = Math.scalb(weights[i], -halvings);
                total += weights[i];
            }
            exponent = (time - landmark) / halfLifeMillis;
        }
        return StrictMath.pow(2, exponent);
    }

    private int indexOf(String name) {
        for (int i = 0; i < size; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** A place for a new name of this weight; -1 when every name held is stronger. */
    private int place(double scaled) {
        if (size < limit) {
            if (size == names.length) {
                names = Arrays.copyOf(names, Math.min(limit, size * 2));
                weights = Arrays.copyOf(weights, names.length);
            }
            return size++;
        }
        int weakest = 0;
        for (int i = 1; i < size; i++) {
            if (weights[i] < weights[weakest]) {
                weakest = i;
            }
        }
        if (weights[weakest] > scaled) {
            return -1;
        }
        total -= weights[weakest];
        return weakest;
    }

    void write(StateWriter out) {
        out.writeUnsigned(size);
        if (size > 0) {
            out.writeSigned(landmark);
            out.writeDouble(total);
        }
        for (int i = 0; i < size; i++) {
            out.writeText(names[i]);
            out.writeDouble(weights[i]);
        }
    }

    void read(StateReader in) {
        size = in.readLength();
        if (size > 0) {
            names = new String[Math.max(4, size)];
            weights = new double[names.length];
            landmark = in.readSigned();
            total = in.readDouble();
        }
        for (int i = 0; i < size; i++) {
            names[i] = in.readText();
            weights[i] = in.readDouble();
        }
    }
}
