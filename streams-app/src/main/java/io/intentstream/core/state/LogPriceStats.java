package io.intentstream.core.state;

/** Mean and deviation of the logarithms of prices. Sums are kept, so the order of arrival does not matter. */
public final class LogPriceStats {
    private long count;
    private double sum;
    private double squares;

    void add(long priceMinor) {
        if (priceMinor > 0) {
            double log = StrictMath.log(priceMinor);
            count++;
            sum += log;
            squares += log * log;
        }
    }

    /** Number of prices. */
    public long count() {
        return count;
    }

    /** Mean of ln(price in minor units); NaN without prices. */
    public double meanLog() {
        return sum / count;
    }

    /** Geometric mean, in minor units; -1 without prices. */
    public long typicalMinor() {
        return count == 0 ? -1 : Math.round(StrictMath.exp(meanLog()));
    }

    /** Population standard deviation of ln(price in minor units); NaN without prices. */
    public double deviationLog() {
        double mean = meanLog();
        return Math.sqrt(Math.max(0, squares / count - mean * mean));
    }

    void write(StateWriter out) {
        out.writeUnsigned(count);
        if (count > 0) {
            out.writeDouble(sum);
            out.writeDouble(squares);
        }
    }

    void read(StateReader in) {
        count = in.readUnsigned();
        if (count > 0) {
            sum = in.readDouble();
            squares = in.readDouble();
        }
    }
}
