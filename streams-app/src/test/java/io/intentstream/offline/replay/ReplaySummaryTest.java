package io.intentstream.offline.replay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplaySummaryTest {

    @Test
    void shouldHaveTheKeysThatReadersOfTheFileExpect() {
        // Given
        Replay.ReplaySummary summary = new Replay.ReplaySummary(
                new IngestReport(7, Map.of(), Map.of(), 0, 0, List.of(), 0, 0, 0, 0, 0),
                new ReplayCounts(7, 5, 1, 1, 0, 2, 4, 3, 1, 6));

        // When
        JsonNode json = new ObjectMapper().valueToTree(summary);

        // Then
        assertThat(json.fieldNames()).toIterable().containsExactly("intake", "tally");
        assertThat(json.at("/intake/accepted").asInt()).isEqualTo(7);
        assertThat(json.at("/tally/scored").asInt()).isEqualTo(5);
        assertThat(json.at("/tally/entered").asInt()).isEqualTo(4);
        assertThat(json.at("/tally/exited").asInt()).isEqualTo(3);
        assertThat(json.at("/tally/sessions").asInt()).isOne();
        assertThat(json.at("/tally/lists").asInt()).isEqualTo(6);
    }
}
