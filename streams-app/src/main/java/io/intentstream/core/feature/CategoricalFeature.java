package io.intentstream.core.feature;

import io.intentstream.core.state.History;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.schema.EventType;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The catalogue of categorical features: functions of the event and the history before it. Null means missing.
 * Manifests name a feature in lower case: {@code event_type}.
 */
public enum CategoricalFeature {
    /** GA4 event name, as in {@link EventType}. */
    EVENT_TYPE((h, e) -> e.type().name()),

    /** Page type, as the shop names it. */
    PAGE_TYPE((h, e) -> e.pageType()),

    /** Page type of the session's previous event; missing for the first event of a session. */
    PREVIOUS_PAGE((h, e) -> h.session().pages().latest()),

    /** Category id of the product; of several products, the commonest, the first one on a tie. */
    CATEGORY((h, e) -> e.categoryId()),

    /** Brand of the product; of several products, the commonest, the first one on a tie. */
    BRAND((h, e) -> e.brand()),

    /** Channel or device. */
    CHANNEL((h, e) -> e.channel()),

    /** Hour of day, UTC, {@code 0} to {@code 23}. */
    HOUR_OF_DAY((h, e) -> CategoricalFeature.small(History.hourOfDay(e.time()))),

    /** Day of the week, UTC, {@code 1} (Monday) to {@code 7}. */
    WEEKDAY((h, e) -> CategoricalFeature.small((int) Math.floorMod(Math.floorDiv(e.time(), 86_400_000L) + 3, 7L) + 1));

    private static final String[] SMALL = new String[24];

    static {
        for (int i = 0; i < SMALL.length; i++) {
            SMALL[i] = Integer.toString(i);
        }
    }

    /** Computes a feature. */
    @FunctionalInterface
    private interface CategoricalFunction {
        @Nullable
        String of(History before, WindowEvent event);
    }

    private final CategoricalFunction function;

    CategoricalFeature(CategoricalFunction function) {
        this.function = function;
    }

    /**
     * The feature's value for an event; null when it is missing.
     *
     * @param before the history before the event, {@link History#begin} called
     * @param event the event
     */
    public @Nullable String value(History before, WindowEvent event) {
        return function.of(before, event);
    }

    /** The feature's name in manifests. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static String small(int number) {
        return SMALL[number];
    }
}
