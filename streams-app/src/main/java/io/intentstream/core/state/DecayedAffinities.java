package io.intentstream.core.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Decayed weights by name: each addition halves every half-life. Uses forward decay (Cormode et al., "Forward decay", ICDE
 * 2009): an addition at time t is multiplied once by 2^((t - landmark) / halfLife). So nothing is decayed as time passes,
 * shares need no exponent, and the order of arrival does not matter. The number of names is bounded: the weakest is removed
 * for a new one.
 */
public final class DecayedAffinities {
    /** This many half-lives after the landmark, the landmark moves forward by a whole number of half-lives. */
    private static final int MAX_EXPONENT = 512;

    private static final double LN_2 = StrictMath.log(2);

    private final int limit;
    private final double halfLifeMillis;
    private final SmallStringIndex names = new SmallStringIndex();
    private double[] weights = new double[4];
    private double total;
    private long landmark = Long.MIN_VALUE;

    DecayedAffinities(int limit, double halfLifeMillis) {
        this.limit = limit;
        this.halfLifeMillis = halfLifeMillis;
    }

    void add(@Nullable String name, double weight, long time) {
        if (name == null || weight <= 0) {
            return;
        }
        double scaled = weight * scale(time);
        int i = names.indexOf(name);
        if (i < 0) {
            i = place(name, scaled);
            if (i < 0) {
                return;
            }
            weights[i] = 0;
        }
        weights[i] += scaled;
        total += scaled;
    }

    /** Number of names. */
    public int size() {
        return names.size();
    }

    /** The i-th name, in no particular order. */
    public String name(int i) {
        return names.get(i);
    }

    /** The factor that turns a {@link #scaledWeight} into the weight as of {@code time}, epoch milliseconds. */
    public double decay(long time) {
        return powerOf2((landmark - time) / halfLifeMillis);
    }

    /** Weight of the i-th name on the scale that all names share. */
    public double scaledWeight(int i) {
        return weights[i];
    }

    /** Share of the i-th name in all weights, 0 to 1. */
    public double share(int i) {
        return weights[i] / total;
    }

    /** Share of {@code name} in all weights, 0 to 1; 0 when it is unknown or null. */
    public double share(@Nullable String name) {
        int i = names.indexOf(name);
        return i < 0 ? 0 : share(i);
    }

    /** Index of the strongest name; -1 when there is none. The first to appear wins a tie. */
    public int strongest() {
        int best = -1;
        for (int i = 0; i < names.size(); i++) {
            if (best < 0 || weights[i] > weights[best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * Finds the strongest names.
     *
     * @param places receives their indices, strongest first
     * @return number of indices, at most the length of {@code places}
     */
    public int strongest(int[] places) {
        int found = 0;
        for (int i = 0; i < names.size(); i++) {
            int place = found;
            while (place > 0 && weights[places[place - 1]] < weights[i]) {
                place--;
            }
            if (place < places.length) {
                found = Math.min(found + 1, places.length);
                System.arraycopy(places, place, places, place + 1, found - 1 - place);
                places[place] = i;
            }
        }
        return found;
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
            for (int i = 0; i < names.size(); i++) {
                weights[i] = Math.scalb(weights[i], -halvings);
                total += weights[i];
            }
            exponent = (time - landmark) / halfLifeMillis;
        }
        return powerOf2(exponent);
    }

    /** Exact to about 13 digits for the exponents that occur, and much faster than {@link StrictMath#pow}. */
    private static double powerOf2(double exponent) {
        return StrictMath.exp(exponent * LN_2);
    }

    /** An index for a new name of this weight; -1 when all present names are stronger. */
    private int place(String name, double scaled) {
        if (names.size() < limit) {
            int place = names.add(name);
            if (place == weights.length) {
                weights = Arrays.copyOf(weights, Math.min(limit, 2 * place));
            }
            return place;
        }
        int weakest = 0;
        for (int i = 1; i < names.size(); i++) {
            if (weights[i] < weights[weakest]) {
                weakest = i;
            }
        }
        if (weights[weakest] > scaled) {
            return -1;
        }
        names.set(weakest, name);
        total -= weights[weakest];
        return weakest;
    }

    void write(StateWriter out) {
        out.writeUnsigned(names.size());
        if (names.size() > 0) {
            out.writeSigned(landmark);
            out.writeDouble(total);
        }
        for (int i = 0; i < names.size(); i++) {
            out.writeText(names.get(i));
            out.writeDouble(weights[i]);
        }
    }

    void read(StateReader in) {
        int size = in.readLength();
        if (size > 0) {
            weights = new double[Math.max(4, size)];
            landmark = in.readSigned();
            total = in.readDouble();
        }
        for (int i = 0; i < size; i++) {
            names.add(in.readName());
            weights[i] = in.readDouble();
        }
    }
}
