package io.intentstream.benchmarks.harness;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The comparison's command line. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        description = "Runs intentstream and its alternatives in turns on one broker and writes a report.")
public final class Compare implements Callable<Integer> {
    @Mixin
    private BenchmarkSettings settings;

    @Option(names = "--out", description = "Folder for the report.")
    private Path out = Path.of("target", "comparison");

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Compare())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((mistake, unused) -> {
                    System.err.println("compare: " + mistake.getMessage());
                    return 2;
                })
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    if (!(failure instanceof BenchmarkFailed)) {
                        throw failure;
                    }
                    System.err.println("compare: " + failure.getMessage());
                    return 1;
                })
                .execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        settings.complete();
        Workplace workplace = Workplace.make();
        settings.work = workplace.folder();
        ChildProcess servers = ChildProcess.start(
                ServersProcess.class.getName(),
                ChildProcess.classPath(settings.home.resolve("comparison").resolve("target")),
                List.of("-Xmx1g", "-Djava.io.tmpdir=" + workplace.folder()),
                List.of(workplace.folder().toString()),
                workplace.folder().resolve("servers.log"));
        try (servers) {
            String[] addresses = servers.hear().split(" ");
            try (Cluster cluster = Cluster.connect(addresses[0], addresses[1])) {
                Report report = new ContestantComparison(settings, cluster, out).run();
                System.out.println(report.markdown());
                System.out.println("Written to " + out.toAbsolutePath());
            }
        }
        workplace.forgetLogs();
        return 0;
    }
}
