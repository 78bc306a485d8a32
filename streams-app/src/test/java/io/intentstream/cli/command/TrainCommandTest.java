package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.intentstream.cli.CommandRun;
import io.intentstream.cli.console.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of {@code train} for input that it cannot learn from. It must leave no files then. */
class TrainCommandTest {

    @TempDir
    Path folder;

    @Test
    void shouldReportDataWithoutPurchases() throws IOException {
        // When
        CommandRun run = train(write("idle.csv", views(40)), "taobao");

        // Then
        assertFailed(run, "idle.csv (taobao)", "no event is followed by a purchase");
    }

    @Test
    void shouldNamePartWithoutPurchases() throws IOException {
        // Given: one buyer, who is in one part only
        List<String> lines = views(40);
        lines.add("7,1,1,buy,1511550000");

        // When
        CommandRun run = train(write("one.csv", lines), "taobao");

        // Then
        assertFailed(run, " part of one.csv (taobao)", "Use more data, or another seed");
    }

    @Test
    void shouldNameLineWithUnexpectedColumn() throws IOException {
        // Given
        List<String> renamed = List.of(
                "event_time,event_type,product_id,category_id,category_code,make,price,user_id,user_session",
                "2019-10-01 00:00:00 UTC,view,44600062,2103807459595387724,,shiseido,35.79,541312140,s1");
        List<String> added =
                List.of("session,seq,t_sec,page,s0,s1,s2,s3,s4,purchase,age", "0,0,0,0,0.0,0.0,1.0,0.0,-0.50079,1,33");

        // When
        CommandRun rees46 = train(write("renamed.csv", renamed), "rees46");
        CommandRun clickstreamDmm = train(write("added.csv", added), "clickstreamdmm");

        // Then
        assertFailed(rees46, "renamed.csv line 1", "event_time");
        assertFailed(clickstreamDmm, "added.csv line 1", "11 columns", "session,seq,t_sec,page");
    }

    @Test
    void shouldSkipMalformedLinesOnRequest() throws IOException {
        // Given
        List<String> lines = views(40);
        lines.add(3, "no event");

        // When
        CommandRun run = train(write("odd.csv", lines), "taobao", "--skip-malformed");

        // Then: it has read the events up to the labels
        assertThat(run.out()).contains("odd.csv: read 120 events; left out: 1 malformed line,");
        assertFailed(run, "no event is followed by a purchase");
    }

    @Test
    void shouldReportTruncatedOrDamagedGzipFile() throws IOException {
        // Given
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(whole)) {
            gzip.write(String.join("\n", views(400)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] damaged = whole.toByteArray();
        damaged[damaged.length / 2] ^= (byte) 0xff;
        Path cut = Files.write(folder.resolve("cut.csv.gz"), Arrays.copyOf(whole.toByteArray(), whole.size() / 2));

        // When
        CommandRun shortened = train(cut, "taobao");
        CommandRun changed = train(Files.write(folder.resolve("damaged.csv.gz"), damaged), "taobao");

        // Then
        assertFailed(shortened, "cut.csv.gz", "cut off after line", "Copy it again");
        assertFailed(changed, "damaged.csv.gz");
    }

    @Test
    void shouldExplainOptionsThatDoNotGoTogether() throws IOException {
        // Given
        Path events = write("idle.csv", views(40));
        String examples = "--examples=" + folder;
        List<String> bundle = List.of("train", "--name=shop", "--model-version=1");

        // When
        CommandRun counts = train(events, "taobao", "--counts-input=" + folder.resolve("more.csv"));
        CommandRun fold = train(events, "taobao", "--fold=5");
        CommandRun exported = CommandRun.of(Stream.concat(bundle.stream(), Stream.of(examples, "--conversion-tables"))
                .toArray(String[]::new));

        // Then
        assertThat(counts.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(counts.err()).contains("--counts-input does nothing without --conversion-tables: add that option");
        assertThat(fold.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(fold.err()).contains("--fold is 5: it must be 0, 1, 2, 3 or 4");
        assertThat(exported.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(exported.err()).contains("--examples cannot be combined with --conversion-tables or --fold");
    }

    private void assertFailed(CommandRun run, String... messages) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(run.err()).contains(messages).doesNotContain("\tat ");
        assertThat(run.err().lines()).hasSize(1);
        assertThat(folder.resolve("bundles")).doesNotExist();
    }

    private CommandRun train(Path events, String format, String... more) {
        List<String> words = new ArrayList<>(List.of("train", "--name=shop", "--model-version=1", "--epochs=1"));
        words.addAll(List.of("--out=" + folder.resolve("bundles"), "--input=" + events, "--format=" + format));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    /** Users who look at three things each and buy nothing. */
    private static List<String> views(int users) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 3 * users; i++) {
            lines.add(1 + i % users + "," + i + ",1,pv," + (1_511_544_070L + i));
        }
        return lines;
    }
}
