package io.intentstream.offline.input.simulator;

import java.util.List;

/**
 * SplitMix64 (Steele, Lea and Flood, 2014) with the distributions that the simulator needs. The JDK's own generators may
 * change from release to release. Strict mathematics makes results identical on all platforms.
 */
final class RandomStream {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    /** Streams of different parts are independent: a change in one part does not change the others. */
    RandomStream(long seed, long part) {
        this.state = mixed(seed + GAMMA) ^ mixed(part * GAMMA + 1);
    }

    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    private long bits() {
        state += GAMMA;
        return mixed(state);
    }

    /** Uniform from 0 to less than 1. */
    double uniform() {
        return (bits() >>> 11) * 0x1.0p-53;
    }

    boolean chance(double probability) {
        return uniform() < probability;
    }

    /** Uniform from 0 to {@code bound - 1}. */
    int below(int bound) {
        return (int) (uniform() * bound);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(below(choices.size()));
    }

    /** Exponential with this mean. */
    double exponential(double mean) {
        return -mean * StrictMath.log(1 - uniform());
    }

    /** Log-normal with this median; {@code sigma} is the standard deviation of the logarithm (Box and Muller, 1958). */
    double logNormal(double median, double sigma) {
        double normal = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform())) * StrictMath.cos(2 * Math.PI * uniform());
        return median * StrictMath.exp(sigma * normal);
    }
}
