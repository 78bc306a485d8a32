package io.intentstream.benchmarks.micro;

import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the benchmarks work on. */
final class SampleEvents {
    static final int BATCH = 256;

    /** The bundle to measure with; the shipped one unless {@code -Dbundle} says otherwise. */
    static final Path BUNDLE = Path.of(System.getProperty("bundle", "model-artifacts/shop-intent/1"));

    private SampleEvents() {}

    /** The first events of simulated shoppers, a day of visits each. */
    static List<ClickEvent> simulated(int users, int count) {
        ShopperSimulator shoppers =
                new ShopperSimulator(new SimulatorSettings(users, 42, SimulatorSettings.DEFAULT_START, 24));
        List<ClickEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            events.add(shoppers.next());
        }
        return events;
    }
}
