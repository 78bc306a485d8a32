package io.intentstream.core.feature;

import io.intentstream.core.state.History;
import io.intentstream.core.state.PageTypeStats;
import io.intentstream.core.state.WindowEvent;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Families of numeric features: one feature for each page type or attribute of a shop. Manifests name a feature by family
 * and name: {@code page_count:basket}. As for {@link NumericFeature}, NaN means missing.
 */
public enum NumericFamily {
    /** The event's attribute of this name, parsed as a number; missing when it is absent or not a finite number. */
    ATTRIBUTE((h, e, name) -> number(e.attributes().get(name))),

    /** ln(1 + earlier events of the session on the page type of this name). */
    PAGE_COUNT((h, e, name) -> NumericFeature.log1p(h.session().pages().count(name))),

    /**
     * ln(1 + seconds that the session spent on the page type of this name, up to this event). The time on a page is the
     * interval from its event to the next event.
     */
    PAGE_TIME((h, e, name) -> {
        PageTypeStats pages = h.session().pages();
        long running = name.equals(pages.latest()) ? e.time() - h.lastSeen() : 0;
        return StrictMath.log1p((pages.stayMillis(name) + running) / 1000.0);
    }),

    /**
     * ln(1 + seconds since the session's latest event on the page type of this name); missing before the first one.
     * Directly after an event on such a page, it is the time spent there.
     */
    SINCE_PAGE((h, e, name) -> {
        long lastAt = h.session().events() == 0 ? -1 : h.session().pages().lastAt(name);
        return lastAt < 0 ? Double.NaN : StrictMath.log1p((e.time() - lastAt) / 1000.0);
    });

    private static final char SEPARATOR = ':';

    /** Computes the feature for one name. */
    @FunctionalInterface
    private interface FamilyFunction {
        double of(History before, WindowEvent event, String name);
    }

    private final FamilyFunction function;

    NumericFamily(FamilyFunction function) {
        this.function = function;
    }

    /** The value, for an event, of the family's feature for this name; NaN when it is missing. See {@link NumericValue#of}. */
    public double value(String name, History before, WindowEvent event) {
        return function.of(before, event, name);
    }

    /** The name in manifests of the family's feature for this name. */
    public String id(String name) {
        return prefix() + name;
    }

    /** Prefix of the ids of this family's features. */
    String prefix() {
        return name().toLowerCase(Locale.ROOT) + SEPARATOR;
    }

    /** Parses a number; NaN when the text is null, not a number or not finite. */
    private static double number(@Nullable String text) {
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
