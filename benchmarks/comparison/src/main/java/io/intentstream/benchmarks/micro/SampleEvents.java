package io.intentstream.benchmarks.micro;

import io.intentstream.offline.input.simulator.ShopperSimulator;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import io.intentstream.schema.ClickEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The events and the bundle of the benchmarks. */
final class SampleEvents {
    static final int BATCH = 256;

    /** The model bundle; {@code -Dbundle} names another than the shipped one. */
    static final Path BUNDLE = Path.of(System.getProperty("bundle", "model-artifacts/shop-intent/2"));

    private SampleEvents() {}

    /** The first events of simulated shoppers with 24 sessions a day each. */
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
