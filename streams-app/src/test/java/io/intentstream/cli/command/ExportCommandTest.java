package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.RandomBundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(), List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM", "PURCHASE"), 0)));

    @TempDir
    Path folder;

    private Path bundle;
    private Path out;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = RandomBundle.write(folder.resolve("bundle"), FEATURES, 8);
        out = folder.resolve("examples");
    }

    @Test
    void shouldFailWhenTheRecordingCutsOffEverySession() throws IOException {
        // When: three users look at things for a minute, until the recording ends
        CommandRun run = export(views(3, 60));

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(run.err())
                .contains("No session is left to write of 180 events", "3 sessions cut off by the end of the recording")
                .doesNotContain("\tat ");
        assertThat(run.out()).doesNotContain("Wrote");
        assertThat(out.resolve("about.json")).doesNotExist();
    }

    @Test
    void shouldFailWhenEverySessionLiesAcrossABorder() throws IOException {
        // Given: another user's event an hour later ends the recording
        List<String> lines = views(1, 60);
        lines.add("9,1,1,pv," + (1_511_544_000L + 3_600));

        // When
        CommandRun run = export(
                lines, "--split=time", "--validate-from=2017-11-24T17:20:30Z", "--test-from=2017-11-24T17:40:00Z");

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(run.err()).contains("1 session cut off", "1 session across the border of two parts");
        assertThat(out.resolve("about.json")).doesNotExist();
    }

    @Test
    void shouldDescribeWhatItWrites() throws IOException {
        // Given
        List<String> lines = views(3, 60);
        lines.add("9,1,1,pv," + (1_511_544_000L + 3_600));

        // When
        CommandRun run = export(lines);

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 session cut off", "Wrote ");
        assertThat(out.resolve("about.json")).content().contains("purchase later in the session");
    }

    private CommandRun export(List<String> lines, String... more) throws IOException {
        Path events = Files.write(folder.resolve("events.csv"), lines);
        List<String> words = new ArrayList<>(List.of("export", "--input=" + events, "--format=taobao"));
        words.addAll(List.of("--model=" + bundle, "--out=" + out));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }

    /** So many views of each user, one a second, from 17:20 UTC on. */
    private static List<String> views(int users, int each) {
        List<String> lines = new ArrayList<>();
        for (int second = 0; second < each; second++) {
            for (int user = 1; user <= users; user++) {
                lines.add(user + "," + second + ",1,pv," + (1_511_544_000L + second));
            }
        }
        return lines;
    }
}
