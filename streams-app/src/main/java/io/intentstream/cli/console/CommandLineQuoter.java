package io.intentstream.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Formats the command that the user typed so that it can be typed again: quoted for a shell, and without secrets, since it
 * is written to reports and logs.
 */
public final class CommandLineQuoter {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private static final Pattern SECRET = Pattern.compile(
            "((?:--set=)?[A-Za-z0-9._-]*(?:password|secret|jaas|credential|token|user\\.info|keystore\\.key)[A-Za-z0-9._-]*=).+",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private CommandLineQuoter() {}

    /** The current command, with more words at its end. */
    public static String of(CommandSpec spec, String... more) {
        List<String> words =
                new ArrayList<>(spec.root().commandLine().getParseResult().originalArgs());
        words.addAll(List.of(more));
        return text(words);
    }

    static String text(List<String> words) {
        return words.stream()
                .map(CommandLineQuoter::withoutSecret)
                .map(CommandLineQuoter::quoted)
                .collect(Collectors.joining(" ", "./intentstream ", ""));
    }

    private static String withoutSecret(String word) {
        Matcher secret = SECRET.matcher(word);
        return secret.matches() ? secret.group(1) + "SECRET" : word;
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
