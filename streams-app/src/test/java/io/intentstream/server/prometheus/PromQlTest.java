package io.intentstream.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PromQlTest {

    @Test
    void shouldFindMetricsAndLabels() {
        // When
        PromQl expression = new PromQl("""
                topk(10, sum by (feature) (rate(gaps_total{job="$job", instance=~"a.b"}[$__rate_interval]))
                  / on (job) group_left () sum(rate(events_total[1h] offset 1d)))
                  and up == 0""");

        // Then
        assertThat(expression.selected())
                .isEqualTo(Map.of("gaps_total", Set.of("job", "instance"), "events_total", Set.of(), "up", Set.of()));
        assertThat(expression.grouped()).containsExactly("feature", "job");
    }
}
