package io.intentstream.cli;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The commands by what a user wants to do, with an example of each. {@code --help} shows them in this order. */
enum CommandGroup {
    RUN(
            "Run it",
            "demo --events 20000",
            "simulate --users 300 --days 7 --out events.jsonl.gz",
            "formats check --input events.jsonl.gz --format clickevent-json",
            "audiences check model-artifacts/audiences/standard.yaml",
            "topics --config shop.properties --create",
            "run --config shop.properties",
            "collect --config shop.properties",
            "produce --config shop.properties --input events.jsonl.gz --format clickevent-json"),
    LOOK_AT(
            "Look at it",
            "tail intents --config shop.properties",
            "user shopper-31 --config shop.properties",
            "recommend shopper-31 --config shop.properties"),
    LEARN(
            "Learn",
            "train --input events.jsonl.gz --format clickevent-json --name my-shop --model-version 1",
            "train-items --input events.jsonl.gz --format clickevent-json --name shop-items --model-version 2",
            "evaluate --model model-artifacts/my-shop/1 --input events.jsonl.gz --format clickevent-json --out report",
            "export --input events.jsonl.gz --format clickevent-json --out examples",
            "associations --model model-artifacts/shop-items/1 --level category --min-lift 3",
            "publish-items --model model-artifacts/shop-items/1 --config shop.properties"),
    LOOK_BACK(
            "Look back",
            "replay --input events.jsonl.gz --format clickevent-json --out replayed",
            "compare purchase-intents replayed/intents --config shop.properties",
            "backtest --input events.jsonl.gz --format clickevent-json --model model-artifacts/my-shop/1");

    private static final int NAME_WIDTH = 16;

    private final String heading;

    /** Command to example, without the program's name. */
    private final Map<String, String> examples = new LinkedHashMap<>();

    CommandGroup(String heading, String... examples) {
        this.heading = heading;
        for (String example : examples) {
            this.examples.put(example.substring(0, example.indexOf(' ')), example);
        }
    }

    /** Lets the help of the program list its commands by group, and the help of each command end with its example. */
    static CommandLine applyTo(CommandLine program) {
        program.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING, help -> "");
        program.getHelpSectionMap()
                .put(
                        UsageMessageSpec.SECTION_KEY_COMMAND_LIST,
                        help -> Arrays.stream(values())
                                .map(group -> group.list(help))
                                .collect(Collectors.joining()));
        for (CommandGroup group : values()) {
            group.examples.forEach((name, example) -> program.getSubcommands()
                    .get(name)
                    .getCommandSpec()
                    .usageMessage()
                    .footer("", "Example: intentstream " + example));
        }
        return program;
    }

    /** Every example as words, without the program's name. */
    static List<String> allExamples() {
        return Arrays.stream(values())
                .flatMap(group -> group.examples.values().stream())
                .toList();
    }

    private String list(Help help) {
        int width = help.commandSpec().usageMessage().width();
        Help.TextTable table = Help.TextTable.forColumns(
                help.colorScheme(),
                new Column(NAME_WIDTH, 2, Column.Overflow.SPAN),
                new Column(width - NAME_WIDTH, 2, Column.Overflow.WRAP));
        examples.keySet()
                .forEach(name -> table.addRowValues(
                        help.colorScheme().commandText(name),
                        help.colorScheme().text(purpose(help.subcommands().get(name)))));
        return help.createHeading("%n@|bold " + heading + "|@%n")
                + table
                + help.createHeading("  for example: intentstream "
                        + examples.values().iterator().next() + "%n");
    }

    private static String purpose(Help command) {
        UsageMessageSpec usage = command.commandSpec().usageMessage();
        return usage.header().length > 0 ? usage.header()[0] : usage.description()[0];
    }
}
