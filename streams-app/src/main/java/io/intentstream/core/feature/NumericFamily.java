package io.intentstream.core.feature;

import io.intentstream.core.state.PageTypeStats;
import io.intentstream.schema.EventType;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Families of numeric features: one feature for each page type, event type or attribute of a shop. Manifests name a feature by family
 * and name: {@code page_count:basket}. As for {@link NumericFeature}, NaN means missing.
 */
public enum NumericFamily {
    /** The event's attribute of this name, parsed as a number; missing when it is absent or not a finite number. */
    ATTRIBUTE(name -> (h, e) -> number(e.attributes().get(name))),

    /** ln(1 + earlier events of the session on the page type of this name). */
    PAGE_COUNT(name -> (h, e) -> NumericFeature.log1p(h.session().pages().count(name))),

    /**
     * ln(1 + seconds that the session spent on the page type of this name, up to this event). The time on a page is the
     * interval from its event to the next event.
     */
    PAGE_TIME(name -> (h, e) -> {
        PageTypeStats pages = h.session().pages();
        return logSeconds(pages.stayMillis(name) + (name.equals(pages.latest()) ? e.time() - h.lastSeen() : 0));
    }),

    /**
     * ln(1 + seconds since the session's latest event on the page type of this name); missing before the first one.
     * Directly after an event on such a page, it is the time spent there.
     */
    SINCE_PAGE(name -> (h, e) -> {
        long lastAt = h.session().events() == 0 ? -1 : h.session().pages().lastAt(name);
        return NumericFeature.since(lastAt, e);
    }),

    /** ln(1 + earlier events of the session of the type of this name). */
    EVENT_COUNT(name -> {
        EventType type = EventType.valueOf(name);
        return (h, e) -> NumericFeature.log1p(h.session().count(type));
    }),

    /** ln(1 + seconds that the session spent after events of the type of this name and before the next, up to this event). */
    EVENT_TIME(name -> {
        EventType type = EventType.valueOf(name);
        return (h, e) -> {
            boolean running = h.session().progress().latest() == type
                    && h.session().progress().lastAt(type) >= 0;
            return logSeconds(h.session().progress().stayMillis(type) + (running ? e.time() - h.lastSeen() : 0));
        };
    }),

    /** ln(1 + seconds since the session's latest event of the type of this name); missing before the first one. */
    SINCE_EVENT(name -> {
        EventType type = EventType.valueOf(name);
        return (h, e) -> NumericFeature.since(h.session().progress().lastAt(type), e);
    });

    private static final char SEPARATOR = ':';

    private final Function<String, NumericValue> member;

    NumericFamily(Function<String, NumericValue> member) {
        this.member = member;
    }

    /**
     * The family's feature for this name.
     *
     * @throws IllegalArgumentException when the family has none of this name
     */
    public NumericValue of(String name) {
        return member.apply(name);
    }

    private static double logSeconds(long millis) {
        return StrictMath.log1p(millis / 1000.0);
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
