package io.intentstream.core.feature;

import io.intentstream.core.state.History;
import io.intentstream.core.state.PageTypeStats;
import io.intentstream.core.state.WindowEvent;
import java.util.Locale;

/**
 * Numeric features that come in as many variants as a shop has names for something. Manifests name a variant by family
 * and name: {@code page_count:basket}. As for {@link NumericFeature}, NaN means missing.
 */
public enum NumericFamily {
    /** The shop's own attribute of this name, read as a number; missing when the event has none or it is no number. */
    ATTRIBUTE((h, c, name) -> number(c.attributes().get(name))),

    /** ln(1 + events of this visit before on the kind of page of this name). */
    PAGE_COUNT((h, c, name) -> NumericFeature.log1p(h.session().pages().count(name))),

    /**
     * ln(1 + seconds that this visit spent on the kind of page of this name, up to this event): what passed after an
     * event on it until the next one.
     */
    PAGE_TIME((h, c, name) -> {
        PageTypeStats pages = h.session().pages();
        long running = name.equals(pages.latest()) ? c.time() - h.lastSeen() : 0;
        return StrictMath.log1p((pages.stayMillis(name) + running) / 1000.0);
    }),

    /**
     * ln(1 + seconds since this visit's latest event on the kind of page of this name); missing before the first. For
     * an event that follows one on such a page it is the time spent there.
     */
    SINCE_PAGE((h, c, name) -> {
        long lastAt = h.session().events() == 0 ? -1 : h.session().pages().lastAt(name);
        return lastAt < 0 ? Double.NaN : StrictMath.log1p((c.time() - lastAt) / 1000.0);
    });

    private static final char SEPARATOR = ':';

    /** How a variant is computed. */
    @FunctionalInterface
    private interface FamilyFunction {
        double of(History before, WindowEvent event, String name);
    }

    private final FamilyFunction function;

    NumericFamily(FamilyFunction function) {
        this.function = function;
    }

    /** The value of the variant for this name; NaN when it is missing. */
    public double value(String name, History before, WindowEvent event) {
        return function.of(before, event, name);
    }

    /** The variant's name in manifests. */
    public String id(String name) {
        return prefix() + name;
    }

    /** What the ids of this family's variants begin with. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT) + SEPARATOR;
    }

    /** A text as a number; NaN when it is none, or not finite. */
    private static double number(String text) {
        if (text == null) {
            return Double.NaN;
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isInfinite(value) ? Double.NaN : value;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }
}
