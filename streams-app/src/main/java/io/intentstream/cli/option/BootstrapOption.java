package io.intentstream.cli.option;

import picocli.CommandLine.Option;

/** How many bootstrap samples confidence intervals are computed from; a mixin. */
public final class BootstrapOption extends OptionGroup {

    @Option(
            names = "--drawings",
            paramLabel = "N",
            defaultValue = "500",
            description = "Bootstrap samples for the confidence intervals; each draws users with replacement. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int drawings;

    /**
     * Number of bootstrap samples.
     *
     * @throws picocli.CommandLine.ParameterException when it is not positive
     */
    public int bootstrapSamples() {
        if (drawings < 1) {
            throw usage("--drawings is " + drawings + ": it must be 1 or more");
        }
        return drawings;
    }
}
