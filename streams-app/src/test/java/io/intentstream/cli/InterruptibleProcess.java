package io.intentstream.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** The command line as a process of its own that takes Ctrl-C: one started in the background may ignore it, and so do its children. */
public final class InterruptibleProcess {

    private InterruptibleProcess() {}

    /** The command with these arguments, its messages among its output; not started yet. */
    public static ProcessBuilder of(Collection<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                "env",
                "--default-signal=INT",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx384m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectErrorStream(true);
    }

    /** Sends a signal such as {@code INT}, which is what Ctrl-C does. */
    public static void signal(Process process, String signal) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid()))
                .start()
                .waitFor();
    }
}
