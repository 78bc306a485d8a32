package io.intentstream.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.cli.CommandRun;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.RandomBundle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {
    private static final FeatureSpec FEATURES = new FeatureSpec(
            List.of(new FeatureSpec.Numeric("log_interval", 3, 1), new FeatureSpec.Numeric("session_carts", 0.2, 0.4)),
            List.of(new FeatureSpec.Categorical("event_type", List.of("VIEW_ITEM", "ADD_TO_CART", "PURCHASE"), 0)));

    @TempDir
    Path folder;

    private Path bundle;
    private Path out;

    @BeforeEach
    void writeBundle() throws IOException {
        bundle = RandomBundle.write(folder.resolve("bundle"), FEATURES, 8);
        out = folder.resolve("report");
    }

    @Test
    void shouldWriteReportWithBaselinesAndRefits() throws IOException {
        // Given
        Path events = write("events.csv", shop(120));

        // When
        CommandRun run = evaluate(events, "--seed", "1", "--refit-per-crop", "--drawings", "20");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("random 1, seed 1", "gradient boosting    crop 5 alone", "Wrote ");
        assertThat(run.err()).contains("/44] metrics: crop 5");
        JsonNode report = new ObjectMapper().readTree(out.resolve("report.json").toFile());
        JsonNode view = report.at("/runs/0/findings/0/views/0");
        assertThat(view.at("/id").asText()).isEqualTo("early");
        assertThat(view.at("/rows/0/figures/auroc/low").asDouble())
                .isLessThanOrEqualTo(view.at("/rows/0/figures/auroc/value").asDouble());
        assertThat(view.at("/rows").findValuesAsText("id"))
                .containsExactly(
                        "model",
                        "logistic-regression",
                        "decision-tree",
                        "random-forest",
                        "gradient-boosting",
                        "linear-svm",
                        "last-event",
                        "rfm");
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("./intentstream evaluate --model", "## random 1, seed 1", "### Evaluation point: crop 1");
        assertThat(Files.readString(out.resolve("report.html")))
                .startsWith("<!doctype html>")
                .contains("ROC curve", "Precision and recall", "Calibration", "Gain", "Lift", "events before the end")
                .contains("prefers-color-scheme: dark", "width=device-width")
                .doesNotContain("<script", "http://", "https://", "NaN");
        assertThat(out)
                .isDirectoryNotContaining(file -> file.getFileName().toString().startsWith("."));
    }

    @Test
    void shouldWriteReproducibleReport() throws IOException {
        // Given
        Path events = write("events.csv", shop(60));
        String[] options = {"--seed", "1", "--drawings", "10", "--baselines", "gradient-boosting,last-event"};
        evaluate(events, options);
        byte[] json = Files.readAllBytes(out.resolve("report.json"));
        byte[] html = Files.readAllBytes(out.resolve("report.html"));

        // When
        CommandRun run = evaluate(events, options);

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(out.resolve("report.json")).hasBinaryContent(json);
        assertThat(out.resolve("report.html")).hasBinaryContent(html);
    }

    @Test
    void shouldSummariseSeveralBundles() throws IOException {
        // Given
        Path events = write("events.csv", shop(60));

        // When
        CommandRun run = evaluate(
                events, "--model", bundle.toString(), "--seed", "1", "--drawings", "10", "--baselines", "last-event");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(out.resolve("report.md"))).contains("All bundles together", "± 0.000", "ahead in ");
        JsonNode summary =
                new ObjectMapper().readTree(out.resolve("report.json").toFile()).at("/summary");
        assertThat(summary.findValuesAsText("row")).startsWith("this model", "last-event rule");
        assertThat(summary.at("/1/lead/auroc/each")).hasSize(2);
        assertThat(summary.at("/1/lead/auroc/each/0")).isEqualTo(summary.at("/1/lead/auroc/mean"));
    }

    @Test
    void shouldEvaluateEachDataSetOnHeldOutUsers() throws IOException {
        // Given: two shops whose users have the same ids
        String north = write("north.csv", shop(60)).toString();
        String south = write("south.csv", shop(80)).toString();
        String[] shops = {"--input", north, "--format", "taobao", "--input", south, "--format", "taobao"};
        List<String> train = new ArrayList<>(List.of("train", "--name=shops", "--model-version=1", "--epochs=1"));
        train.addAll(List.of("--hidden=8", "--seed=5", "--out=" + folder));
        train.addAll(List.of(shops));
        CommandRun training = CommandRun.of(train.toArray(String[]::new));
        assertThat(training.exitCode()).as(training.err()).isZero();

        // When
        Path trained = folder.resolve("shops/1");
        List<String> evaluate = new ArrayList<>(List.of("evaluate", "--model=" + trained, "--out=" + out));
        evaluate.addAll(List.of("--baselines=last-event", "--drawings=10"));
        evaluate.addAll(List.of(shops));
        CommandRun run = CommandRun.of(evaluate.toArray(String[]::new));

        // Then: training measured the same scores with passes over whole sessions
        assertThat(run.exitCode()).as(run.err()).isZero();
        ObjectMapper json = new ObjectMapper();
        JsonNode metrics = json.readTree(trained.resolve("metrics.json").toFile());
        JsonNode findings = json.readTree(out.resolve("report.json").toFile()).at("/runs/0/findings");
        assertThat(findings.findValuesAsText("dataSet"))
                .containsExactly("all data sets together", "north.csv (taobao)", "south.csv (taobao)");
        List<JsonNode> trainings =
                List.of(metrics.at("/points"), metrics.at("/dataSets/0/points"), metrics.at("/dataSets/1/points"));
        for (int i = 0; i < trainings.size(); i++) {
            JsonNode network = everyEvent("point", trainings.get(i)).at("/network");
            JsonNode view = everyEvent("id", findings.get(i).at("/views"));
            assertThat(view.at("/scores").asInt())
                    .isEqualTo(network.at("/events").asInt());
            assertThat(view.at("/users").asInt()).isEqualTo(network.at("/users").asInt());
            assertThat(view.at("/rows/0/figures/auroc/value").asDouble())
                    .isCloseTo(network.at("/auroc").asDouble(), within(1e-4));
        }
    }

    @Test
    void shouldEvaluateBundleTrainedFromExportOnUsersHeldOutByExport() throws IOException {
        // Given
        Path events = write("events.csv", shop(80));
        bundle = learnFromExport(events, "--seed=2");

        // When
        CommandRun run = evaluate(events, "--baselines=last-event", "--drawings=10");

        // Then: a random split would hold out 16
        assertThat(run.exitCode()).as(run.err()).isZero();
        ObjectMapper json = new ObjectMapper();
        JsonNode points = json.readTree(bundle.resolve("metrics.json").toFile()).at("/points");
        int setAside = everyEvent("point", points).at("/network/users").asInt();
        JsonNode view = everyEvent(
                "id", json.readTree(out.resolve("report.json").toFile()).at("/runs/0/findings/0/views"));
        assertThat(view.at("/users").asInt()).isNotEqualTo(16).isEqualTo(setAside);
        assertThat(Files.readString(out.resolve("report.md"))).doesNotContain("which users the model has seen");
    }

    @Test
    void shouldWarnWhenSeedDiffersFromExport() throws IOException {
        // Given
        Path events = write("events.csv", shop(80));
        bundle = learnFromExport(events, "--seed=2");

        // When
        CommandRun run = evaluate(events, "--seed=3", "--baselines=none", "--drawings=10");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(Files.readString(out.resolve("report.md"))).contains("which users the model has seen");
    }

    @Test
    void shouldEvaluateOnSessionsAfterTheBorderOfExport() throws IOException {
        // Given
        Path events = write("events.csv", shop(80));
        bundle = learnFromExport(
                events, "--split=time", "--validate-from=2017-11-25T03:00:00Z", "--test-from=2017-11-25T13:00:00Z");

        // When
        CommandRun run = evaluate(events, "--baselines=last-event", "--drawings=10");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertSameScoresAsOnCard();
        assertThat(Files.readString(out.resolve("report.md")))
                .contains("Measured on: the sessions from 2017-11-25T13:00:00Z on, with the history before")
                .doesNotContain("which users the model has seen");
    }

    @Test
    void shouldEvaluateOnSessionsOfTheLastDays() throws IOException {
        // Given: sessions of 28 hours
        Path events = write("events.csv", shop(80));
        CommandRun training = CommandRun.of(
                "train",
                "--input=" + events,
                "--format=taobao",
                "--test-days=1",
                "--name=timed",
                "--model-version=1",
                "--epochs=1",
                "--hidden=8",
                "--out=" + folder);
        assertThat(training.exitCode()).as(training.err()).isZero();
        bundle = folder.resolve("timed/1");

        // When
        CommandRun run = evaluate(events, "--baselines=last-event", "--drawings=10");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertSameScoresAsOnCard();
        assertThat(Files.readString(bundle.resolve("MODEL_CARD.md")))
                .contains("- split: by time in each data set", "test from 2017-11-24T", "- learnt from: ");
    }

    /** Training and evaluation measured the same events. */
    private void assertSameScoresAsOnCard() throws IOException {
        ObjectMapper json = new ObjectMapper();
        JsonNode points = json.readTree(bundle.resolve("metrics.json").toFile()).at("/points");
        JsonNode network = everyEvent("point", points).at("/network");
        JsonNode view = everyEvent(
                "id", json.readTree(out.resolve("report.json").toFile()).at("/runs/0/findings/0/views"));
        assertThat(view.at("/scores").asInt())
                .isPositive()
                .isEqualTo(network.at("/events").asInt());
        assertThat(view.at("/users").asInt()).isEqualTo(network.at("/users").asInt());
        assertThat(view.at("/rows/0/figures/auroc/value").asDouble())
                .isCloseTo(network.at("/auroc").asDouble(), within(1e-4));
    }

    @Test
    void shouldRequireFormatForEachInput() throws IOException {
        // When
        CommandRun run = evaluate(write("events.csv", shop(5)), "--input", "more.csv");

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("2 --input and 1 --format");
    }

    @Test
    void shouldEvaluateOnAllUsersOfAnotherFile() throws IOException {
        // Given
        Path events = write("events.csv", shop(40));

        // When
        CommandRun run = evaluate(events, "--split", "all", "--seed", "1", "--drawings", "10");

        // Then
        assertThat(run.exitCode()).as(run.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(out.resolve("report.json").toFile());
        assertThat(report.at("/runs/0/findings/0/views/0/users").asInt()).isEqualTo(40);
        assertThat(report.at("/runs/0/findings/0/views/0/rows")).hasSize(1);
    }

    @Test
    void shouldUsePublishedLabelsOfClickstreamDmm() throws IOException {
        // Given: 40 sessions of 7 pages, every fourth of which bought
        List<String> lines = new ArrayList<>(List.of("session,seq,t_sec,page,s0,s1,s2,s3,s4,purchase"));
        for (int session = 0; session < 40; session++) {
            for (int i = 0; i < 7; i++) {
                lines.add(session + "," + i + "," + i * 30 + "," + (session + i) % 7 + ",0,1,0,1,0.5,"
                        + (session % 4 == 0 ? 1 : 0));
            }
        }
        Path events = write("sessions.csv", lines);

        // When
        CommandRun run = CommandRun.of(
                "evaluate",
                "--model=" + bundle,
                "--input=" + events,
                "--format=clickstreamdmm",
                "--split=all",
                "--seed=1",
                "--drawings=10",
                "--out=" + out);

        // Then: no session is longer than 10 pages
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(run.out()).contains("crop 10 is left out: of 0 scores, 0 are positive.");
        JsonNode views =
                new ObjectMapper().readTree(out.resolve("report.json").toFile()).at("/runs/0/findings/0/views");
        assertThat(views.findValuesAsText("scores")).containsExactly("280", "280", "40", "40", "40");
        assertThat(views.findValuesAsText("baseRate")).containsOnly("0.25");
    }

    @Test
    void shouldRequireSeedWhenManifestHasNone() throws IOException {
        // When
        CommandRun run = evaluate(write("events.csv", shop(40)));

        // Then
        assertFailed(run, "--seed");
    }

    @Test
    void shouldReportMissingPositives() throws IOException {
        // Given
        List<String> views =
                shop(40).stream().filter(line -> !line.contains(",buy,")).toList();

        // When
        CommandRun run = evaluate(write("events.csv", views), "--seed", "1");

        // Then
        assertFailed(run, "test part", "no event is positive");
    }

    @Test
    void shouldNameLineThatIsNotAnEvent() throws IOException {
        // When
        CommandRun run =
                evaluate(write("events.csv", List.of("1,2,3,pv,1511544070", "1,2,3,look,1511544071")), "--seed", "1");

        // Then
        assertFailed(run, "events.csv", "line 2");
    }

    @Test
    void shouldReportTruncatedGzipFile() throws IOException {
        // Given
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(whole)) {
            gzip.write(String.join("\n", shop(40)).getBytes(StandardCharsets.UTF_8));
        }
        Path file = folder.resolve("events.csv.gz");
        Files.write(file, Arrays.copyOf(whole.toByteArray(), whole.size() / 2));

        // When
        CommandRun run = evaluate(file, "--seed", "1");

        // Then
        assertFailed(run, "events.csv.gz", "cut off after line", "Copy it again");
    }

    @Test
    void shouldRefuseDamagedWeights() throws IOException {
        // Given
        Files.write(bundle.resolve("model.pt"), new byte[] {1, 2, 3});

        // When
        CommandRun run = evaluate(write("events.csv", shop(40)), "--seed", "1");

        // Then
        assertFailed(run, "model.pt", "SHA-256");
    }

    @Test
    void shouldRefuseUnknownFeature() throws IOException {
        // Given
        Path manifest = bundle.resolve("manifest.json");
        Files.writeString(manifest, Files.readString(manifest).replace("session_carts", "moon_phase"));

        // When
        CommandRun run = evaluate(write("events.csv", shop(40)), "--seed", "1");

        // Then
        assertFailed(run, "manifest.json", "moon_phase");
    }

    @Test
    void shouldListAvailableFormatsAndBaselines() throws IOException {
        // Given
        Path events = write("events.csv", shop(5));

        // When
        CommandRun baseline = evaluate(events, "--baselines", "perceptron");
        CommandRun format = CommandRun.of(
                "evaluate", "--model", bundle.toString(), "--input", events.toString(), "--format", "parquet");

        // Then
        assertThat(baseline.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(baseline.err()).contains("perceptron", "gradient-boosting");
        assertThat(format.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(format.err()).contains("parquet", "clickstreamdmm");
    }

    @Test
    void shouldNotTrainBaselinesOnEvaluationData() throws IOException {
        // When
        CommandRun run = evaluate(write("events.csv", shop(5)), "--split", "all", "--baselines", "all");

        // Then
        assertThat(run.exitCode()).isEqualTo(ExitCode.USAGE.number());
        assertThat(run.err()).contains("--training-input");
    }

    /** The metrics after every event. */
    @Test
    void shouldSayWhichOptionsDoNotApply() throws IOException {
        // Given
        Path items = RulesBundle.write(folder.resolve("items"), "1", 1);
        Path events = write("events.csv", shop(5));

        // When
        CommandRun nothing = CommandRun.of("evaluate");
        CommandRun baselines = CommandRun.of(
                "evaluate", "--model=" + items, "--input=" + events, "--format=taobao", "--baselines=all");
        CommandRun trained =
                CommandRun.of("evaluate", "--model=" + items, "--input=" + events, "--format=taobao", "--out=" + out);
        CommandRun both = CommandRun.of("evaluate", "--served=user-recommendations", "--model=" + items);
        CommandRun file = CommandRun.of("evaluate", "--served=lists", "--input=" + events, "--format=taobao");

        // Then
        assertRefused(nothing, "Name what to evaluate: a bundle with --model, or lists that were served with --served");
        assertRefused(
                baselines, "--baselines does not apply to an items bundle: its baselines and its split are fixed");
        assertFailed(trained, "shop-items 1 learnt from events up to");
        assertRefused(both, "--model does not apply to --served");
        assertRefused(file, "--input does not apply to --served: it compares lists with the events of input.topics");
        assertThat(out).doesNotExist();
    }

    private static JsonNode everyEvent(String name, JsonNode points) {
        for (JsonNode point : points) {
            if (point.get(name).asText().equals("everyEvent")) {
                return point;
            }
        }
        throw new AssertionError("Every event is not measured: " + points);
    }

    private static void assertRefused(CommandRun run, String message) {
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(message);
    }

    private void assertFailed(CommandRun run, String... messages) {
        assertThat(run.exitCode()).isEqualTo(ExitCode.FAILED.number());
        assertThat(run.err()).contains(messages).doesNotContain("\tat ");
        assertThat(out).doesNotExist();
    }

    private CommandRun evaluate(Path events, String... more) {
        List<String> words = new ArrayList<>(List.of(
                "evaluate",
                "--model",
                bundle.toString(),
                "--input",
                events.toString(),
                "--format",
                "taobao",
                "--out",
                out.toString()));
        words.addAll(List.of(more));
        return CommandRun.of(words.toArray(String[]::new));
    }

    /** A bundle trained on examples of these events, exported with these options. */
    private Path learnFromExport(Path events, String... options) {
        List<String> export = new ArrayList<>(List.of("export", "--input=" + events, "--format=taobao"));
        export.addAll(List.of("--model=" + bundle, "--out=" + folder.resolve("examples")));
        export.addAll(List.of(options));
        List<String> train = new ArrayList<>(List.of("train", "--examples=" + folder.resolve("examples")));
        train.addAll(List.of("--name=learnt", "--model-version=1", "--epochs=1", "--hidden=8", "--out=" + folder));
        for (List<String> command : List.of(export, train)) {
            CommandRun run = CommandRun.of(command.toArray(String[]::new));
            assertThat(run.exitCode()).as(run.err()).isZero();
        }
        return folder.resolve("learnt/1");
    }

    private Path write(String name, List<String> lines) throws IOException {
        return Files.write(folder.resolve(name), lines);
    }

    /** Users with six sessions of up to 24 events each. Two of three sessions with a cart end in a purchase. */
    private static List<String> shop(int users) {
        Random random = new Random(users);
        List<String> lines = new ArrayList<>();
        for (int user = 1; user <= users; user++) {
            for (int sessionAt = 0; sessionAt < 6; sessionAt++) {
                long time = 1_511_544_070L + sessionAt * 20_000L;
                boolean puts = random.nextBoolean();
                int views = 3 + random.nextInt(20);
                for (int i = 0; i < views; i++) {
                    time += 5 + random.nextInt(100);
                    lines.add(line(user, random, puts && i == views / 3 ? "cart" : "pv", time));
                }
                if (puts && random.nextInt(3) > 0) {
                    lines.add(line(user, random, "buy", time + 20));
                }
            }
        }
        return lines;
    }

    private static String line(int user, Random random, String what, long time) {
        return user + "," + (1 + random.nextInt(90)) + "," + (1 + random.nextInt(5)) + "," + what + "," + time;
    }
}
