package io.intentstream.core.feature;

import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of categorical features: functions of the event and of the history before it. Null means missing.
 * Manifests name a feature in lower case: {@code event_type}.
 */
public enum CategoricalFeature {
    /** GA4 event name, as in {@link EventType}. */
    EVENT_TYPE((h, c) -> c.type().name()),

    /** Kind of page, as the shop names it. */
    PAGE_TYPE((h, c) -> c.pageType()),

    /** Kind of page of the event before in this visit; missing for its first event. */
    PREVIOUS_PAGE((h, c) -> h.session().pages().latest()),

    /** Category of the product. */
    CATEGORY((h, c) -> c.categoryId()),

    /** Brand of the product. */
    BRAND((h, c) -> c.brand()),

    /** Channel or device. */
    CHANNEL((h, c) -> c.channel()),

    /** Hour of day, UTC, {@code 0} to {@code 23}. */
    HOUR_OF_DAY((h, c) -> CategoricalFeature.small(History.hourOfDay(c.time()))),

    /** Day of the week, UTC, {@code 1} (Monday) to {@code 7}. */
    WEEKDAY((h, c) -> CategoricalFeature.small((int) Math.floorMod(Math.floorDiv(c.time(), 86_400_000L) + 3, 7L) + 1));

    private static final String[] SMALL = new String[24];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = Integer.toString(i);
        }
    }

    /** How a feature is computed. */
    @FunctionalInterface
    private interface CategoricalFunction {
        @Nullable
        String of(History before, WindowEvent event);
    }

    private final CategoricalFunction function;

    CategoricalFeature(CategoricalFunction function) {
        this.function = function;
    }

    /** The feature's value; null when it is missing. */
    public @Nullable String value(History before, WindowEvent event) {
        return function.of(before, event);
    }

    /** The name in manifests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String small(int number) {
        return SMALL[number];
    }
}
