package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import io.intentstream.core.recommendation.Association;
import io.intentstream.core.recommendation.ItemsBundle;
import io.intentstream.offline.input.simulator.Complement;
import io.intentstream.offline.input.simulator.SimulatorSettings;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the simulator plants, training finds, and nothing else. */
class PlantedComplementsTest {
    @TempDir
    private Path folder;

    @Test
    void shouldFindWhatGoesTogetherAndNothingElse() {
        // Given
        Path events = folder.resolve("events.jsonl.gz");
        List<Complement> planted = new SimulatorSettings(1_000, 3, Instant.EPOCH, 1, 10).complementPairs();
        CommandRun simulated = CommandRun.of(
                "simulate", "--users=1000", "--days=7", "--seed=3", "--complements=10", "--out=" + events);
        assertThat(simulated.exitCode()).as(simulated.err()).isZero();

        // When
        CommandRun trained = CommandRun.of(
                "train-items",
                "--input=" + events,
                "--format=clickevent-json",
                "--name=planted",
                "--model-version=1",
                "--out=" + folder);

        // Then
        assertThat(trained.exitCode()).as(trained.err()).isZero();
        assertThat(ItemsBundle.associations(folder.resolve("planted/1")).stream()
                        .filter(rule -> rule.level() == Association.Level.CATEGORY)
                        .filter(rule -> rule.basket() == Association.Basket.CO_VIEW)
                        .map(rule -> rule.antecedent() + " " + rule.consequent()))
                .containsExactlyInAnyOrderElementsOf(planted.stream()
                        .flatMap(pair -> Stream.of(
                                "[" + pair.category() + "] " + pair.complement(),
                                "[" + pair.complement() + "] " + pair.category()))
                        .toList());
    }
}
