package io.intentstream.cli.option;

import io.intentstream.config.AppConfig;
import io.intentstream.offline.backtest.Horizon;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Until when a purchase counts as the outcome of an event; a mixin. */
public final class HorizonOption extends OptionGroup {

    @Option(
            names = "--horizon",
            paramLabel = "DURATION",
            description =
                    "A purchase counts if it follows an event within this time, such as 24h. Default: if it follows"
                            + " in the same session.")
    private @Nullable Duration horizon;

    /**
     * Checks the value.
     *
     * @throws picocli.CommandLine.ParameterException when it is not allowed
     */
    public void check() {
        if (horizon != null && (horizon.isNegative() || horizon.isZero())) {
            throw usage("--horizon is " + horizon + ": it must be more than 0");
        }
    }

    /** The duration; null when the session is the horizon. */
    public @Nullable Duration duration() {
        return horizon;
    }

    /** The horizon, with the session gap of the settings. */
    public Horizon horizon(AppConfig config) {
        Duration gap = config.engine().sessionGap();
        return horizon == null ? new Horizon.InSession(gap) : new Horizon.Within(horizon, gap);
    }
}
