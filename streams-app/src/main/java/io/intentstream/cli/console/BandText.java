package io.intentstream.cli.console;

import io.intentstream.schema.Band;
import picocli.CommandLine.Help.Ansi;

/** Bands of the purchase intent for people: what is worth acting on stands out on a terminal. */
public final class BandText {

    private BandText() {}

    /** The band's name padded to the width of the longest one; HIGH in colour on a terminal, unless NO_COLOR is set. */
    public static String of(Band band) {
        String name = String.format("%-6s", band);
        if (band != Band.HIGH || !Boolean.getBoolean("intentstream.terminal") || System.getenv("NO_COLOR") != null) {
            return name;
        }
        return Ansi.ON.string("@|bold,green " + name + "|@");
    }
}
