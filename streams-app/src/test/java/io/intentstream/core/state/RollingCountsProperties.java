package io.intentstream.core.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.schema.EventType;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RollingCountsProperties {
    private static final long STEP = 60_000;
    private static final int STEPS = 10;

    @Property
    void shouldSumEventsWithinTheSpan(@ForAll("times") List<Long> times) {
        RollingCounts counts = new RollingCounts(STEP, STEPS);
        times.forEach(time -> counts.add(EventType.VIEW_ITEM, time));
        long newest = times.stream().mapToLong(time -> time / STEP).max().orElse(0);

        for (int steps : new int[] {1, 4, STEPS}) {
            long[] sums = new long[EventTypes.COUNT];
            counts.sum(steps, sums);
            assertThat(sums[EventType.VIEW_ITEM.ordinal()])
                    .isEqualTo(times.stream()
                            .filter(time -> time / STEP > newest - steps)
                            .count());
        }
    }

    @Property
    void shouldNotDependOnArrivalOrder(@ForAll("times") List<Long> times) {
        RollingCounts consumed = new RollingCounts(STEP, STEPS);
        RollingCounts sorted = new RollingCounts(STEP, STEPS);
        times.forEach(time -> consumed.add(EventType.SEARCH, time));
        times.stream().sorted().forEach(time -> sorted.add(EventType.SEARCH, time));

        assertThat(encoded(consumed)).isEqualTo(encoded(sorted));
    }

    @Example
    void shouldHaveRoomForEveryEventType() {
        assertThat(EventTypes.COUNT).isLessThanOrEqualTo(RollingCounts.TYPES);
    }

    private static byte[] encoded(RollingCounts counts) {
        StateWriter out = new StateWriter();
        counts.write(out);
        return out.toBytes();
    }

    @Provide
    Arbitrary<List<Long>> times() {
        return Arbitraries.longs().between(0, 40 * STEP).list().ofMaxSize(50);
    }
}
