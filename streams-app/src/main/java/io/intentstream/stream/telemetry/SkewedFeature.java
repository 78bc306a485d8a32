package io.intentstream.stream.telemetry;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureDefect;
import io.intentstream.core.feature.FeatureDefect.Kind;
import java.util.Locale;

/**
 * A defect that the stream's events have more often than the training events.
 *
 * @param defect the defect
 * @param inTraining share of the training events that had it
 * @param inStream share of the stream's events that have it
 */
record SkewedFeature(FeatureDefect defect, double inTraining, double inStream) {
    /** Shops differ, and so do hours of the day: a smaller difference says little. */
    private static final double MARGIN = 0.3;

    /** A model knows nothing about events of a type that it never saw, and many of them are steps towards a purchase. */
    private static final double MARGIN_OF_EVENT_TYPES = 0.01;

    /** By how much the stream's share is greater; NaN when that of training is not known. */
    double excess() {
        return inStream - inTraining;
    }

    /** Whether the difference is clear. Once it is, half of it suffices, so that it does not begin and end with each window. */
    boolean isClear(boolean before) {
        boolean ofTypes = defect.kind() == Kind.UNKNOWN && defect.feature().equals(CategoricalFeature.EVENT_TYPE.id());
        double margin = ofTypes ? MARGIN_OF_EVENT_TYPES : MARGIN;
        return excess() > (before ? margin / 2 : margin);
    }

    /** Defect and shares, as in {@code missing brand 100.0% (training 24.9%)}. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s %.1f%% (training %.1f%%)", defect, 100 * inStream, 100 * inTraining);
    }
}
