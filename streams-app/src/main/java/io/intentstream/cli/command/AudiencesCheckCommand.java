package io.intentstream.cli.command;

import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.Plurals;
import io.intentstream.cli.console.SafeText;
import io.intentstream.config.AudienceFile;
import io.intentstream.core.audience.Audience;
import io.intentstream.core.audience.AudienceSet;
import io.intentstream.core.condition.Condition;
import io.intentstream.core.condition.DurationText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows what the engine would understand of a file of audiences, and what it would cost. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Tell what is wrong in a file of audiences, or what each audience means and costs.",
        description = {
            "",
            "Prints the audiences in the order in which they are evaluated: who enters, who leaves, what moves users without"
                    + " an event of theirs, and the time that an event costs on this machine, measured with made-up users."
                    + " Exit code 2 when the engine would not start with the file; every problem is named with line and column.",
            ""
        })
public final class AudiencesCheckCommand extends ConsoleCommand {
    @Parameters(paramLabel = "FILE", description = "File of audiences (YAML); docs/audiences.md describes it.")
    private Path file = Path.of("");

    @Override
    protected ExitCode run() {
        AudienceSet set = AudienceFile.read(file);
        AudienceCost cost = new AudienceCost();
        cost.warmUp(set);
        double sum = 0;
        for (int place : set.evaluationOrder()) {
            Audience audience = set.audiences().get(place);
            double nanos = cost.nanos(audience);
            sum += nanos;
            lines(audience, nanos).forEach(line -> say(SafeText.of(line)));
            say("");
        }
        say(Plurals.of(set.audiences().size(), "audience") + ", " + Math.round(sum) + " ns per event in all");
        return ExitCode.DONE;
    }

    private static List<String> lines(Audience audience, double nanos) {
        List<String> lines = new ArrayList<>();
        lines.add(audience.name());
        if (!audience.description().isEmpty()) {
            lines.add("  " + audience.description());
        }
        add(lines, "  enters when     ", audience.when());
        if (audience.until() == null) {
            lines.add("  leaves when     it no longer holds");
        } else {
            add(lines, "  leaves when     ", audience.until());
        }
        if (audience.reenterAfterMillis() > 0) {
            lines.add("  enters again    " + DurationText.of(audience.reenterAfterMillis())
                    + " after leaving at the earliest");
        }
        lines.add("  moves with time " + moving(audience));
        lines.add("  definition      " + audience.definition() + ", " + Math.round(nanos) + " ns per event");
        return lines;
    }

    private static void add(List<String> lines, String label, Condition condition) {
        String start = label;
        for (String line : condition.text().lines().toList()) {
            if (!line.isBlank()) {
                lines.add(start + line.strip());
                start = " ".repeat(label.length());
            }
        }
    }

    private static String moving(Audience audience) {
        Set<String> moving = new LinkedHashSet<>();
        moving.addAll(audience.when().changingWithTime());
        Stream.ofNullable(audience.until()).forEach(until -> moving.addAll(until.changingWithTime()));
        return moving.isEmpty() ? "no: only events change it" : String.join(", ", moving);
    }
}
