package io.intentstream.benchmarks.harness;

import io.intentstream.offline.input.EventFile;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.EventTimeSorter;
import io.intentstream.offline.input.MalformedPolicy;
import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import io.intentstream.schema.EventType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The endless events of a comparison: simulated shoppers, or a file in laps, each at another time and with other users. The
 * first events may introduce every simulated shopper. A share of the events may be assigned to one user, who then has one
 * endless session, and a share may come after the next event of their user. Equal settings produce equal events.
 */
final class LoadStream implements AutoCloseable {
    /** The user with the hot key. */
    static final String BOT = "bot";

    /** Longer than the real stream lasts, so that laps don't overlap. */
    private static final Duration LAP = Duration.ofHours(12);

    /** The time before the simulation in which known shoppers have their first session. */
    private static final Duration KNOWN_BEFORE = Duration.ofHours(1);

    private final BenchmarkSettings settings;
    private EventSource source;
    private int introduced;
    private int lap;
    private double due;
    private double dueLate;
    /** Events that wait for the next event of their user, by user. */
    private final Map<String, ClickEvent> heldBack = new HashMap<>();

    private @Nullable ClickEvent late;

    LoadStream(BenchmarkSettings settings) {
        this.settings = settings;
        this.source = open();
    }

    ClickEvent next() {
        if (late != null) {
            ClickEvent event = late;
            late = null;
            return event;
        }
        ClickEvent event = nextInTime();
        while (comesLate(event)) {
            heldBack.put(event.getUserId(), event);
            event = nextInTime();
        }
        late = heldBack.remove(event.getUserId());
        return event;
    }

    private boolean comesLate(ClickEvent event) {
        dueLate += settings.lateShare;
        if (dueLate < 1 || heldBack.containsKey(event.getUserId())) {
            return false;
        }
        dueLate -= 1;
        return true;
    }

    private ClickEvent nextInTime() {
        if (introduced < settings.knownShoppers()) {
            return introduction(introduced++);
        }
        ClickEvent event = source.next();
        if (event == null) {
            source.close();
            source = open();
            lap++;
            event = source.next();
        }
        if (lap > 0) {
            event.setEventTime(event.getEventTime().plus(LAP.multipliedBy(lap)));
            event.setUserId(event.getUserId() + "-" + lap);
            event.setEventId(event.getEventId() + "-" + lap);
        }
        due += settings.hotKeyShare;
        if (due >= 1) {
            due -= 1;
            event.setUserId(BOT);
        }
        return event;
    }

    /** The first session of a known shopper: one page view in the hour before the simulation. */
    private ClickEvent introduction(int shopper) {
        return ClickEvent.newBuilder()
                .setEventId("known-" + shopper)
                .setUserId("shopper-" + shopper)
                .setEventTime(SimulatorSettings.DEFAULT_START
                        .minus(KNOWN_BEFORE)
                        .plusMillis(shopper * KNOWN_BEFORE.toMillis() / settings.knownShoppers()))
                .setEventType(EventType.PAGE_VIEW)
                .build();
    }

    private EventSource open() {
        return settings.taobao
                .map(LoadStream::taobao)
                .orElseGet(() -> new ShopperSimulator(new SimulatorSettings(
                        settings.users, 42, SimulatorSettings.DEFAULT_START, settings.sessionsPerDay)));
    }

    private static EventSource taobao(Path file) {
        return EventTimeSorter.sort(EventFile.open(file.toString(), EventFormat.TAOBAO, MalformedPolicy.FAIL));
    }

    @Override
    public void close() {
        source.close();
    }
}
