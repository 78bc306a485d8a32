package io.intentstream.server.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the stream of intents, which clients get as the id of an event and give back as {@code Last-Event-ID}.
 *
 * @param run names one period of reading by one instance: only within it are intents in the same order
 * @param number the sum of the topic's offsets read so far, over all partitions. It grows with each intent, also from one
 *     run to the next, so that two numbers tell how many intents lie between them at most; the markers of transactions
 *     have offsets, too.
 */
record StreamPosition(String run, long number) {
    /** A place of which nothing is known: the client gave an id that this server never sent. */
    static final StreamPosition UNKNOWN = new StreamPosition("", Long.MAX_VALUE);

    private static final Pattern ID = Pattern.compile("([0-9a-f]{8})-(\\d{1,18})");

    /** Reads an id; {@link #UNKNOWN} when it is not one. */
    static StreamPosition of(String id) {
        Matcher parts = ID.matcher(id.strip());
        return parts.matches() ? new StreamPosition(parts.group(1), Long.parseLong(parts.group(2))) : UNKNOWN;
    }

    /** The id, such as {@code 3f9a1c02-51234}. */
    @Override
    public String toString() {
        return run + "-" + number;
    }
}
