package io.intentstream.offline.input;

import io.intentstream.config.InputFormat;
import io.intentstream.wire.format.Mapping;
import io.intentstream.wire.format.MessageReader;
import io.intentstream.wire.format.RecordListener;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats of event files. */
public enum EventFormat {
    /** An Avro container file of ClickEvents, as Kafka Connect and other tools store a topic. */
    CLICKEVENT_AVRO,
    /** One JSON object per line with the fields of ClickEvent. */
    CLICKEVENT_JSON(InputFormat.CLICKEVENT_JSON),
    /** One JSON object per line: a message of Segment's or RudderStack's trackers, as their exports hold it. */
    SEGMENT(InputFormat.SEGMENT),
    /** One JSON object per line: a row of GA4's BigQuery export. */
    GA4(InputFormat.GA4),
    /** Snowplow's enriched events: tab-separated lines, JSON lines, or an export of the events table as CSV with its header. */
    SNOWPLOW(InputFormat.SNOWPLOW),
    /** Columns by the mapping file, or by a header with the names of our fields. */
    CSV(InputFormat.CSV),
    /** {@code user,item,category,behaviour,unixSeconds} without a header; behaviour is pv, fav, cart or buy. */
    TAOBAO(TaobaoParser::new),
    /** The CSV of REES46 shops with its header; prices in US dollars. */
    REES46(Rees46Parser::new),
    /** The CSV of ClickstreamDMM with its header; a session is a user and starts at 2020-01-01T00:00:00Z. */
    CLICKSTREAMDMM(ClickstreamDmmParser::new);

    /** What earlier releases called them. */
    private static final Map<String, EventFormat> OLD_NAMES = Map.of("jsonl", CLICKEVENT_JSON, "avro", CLICKEVENT_AVRO);

    /** Null where files have no lines. */
    private final @Nullable Function<Mapping, LineParser> parser;

    /** The format of topics that it is; null when topics are not written in it, or not as lines. */
    private final @Nullable InputFormat ofTopics;

    EventFormat() {
        this.parser = null;
        this.ofTopics = null;
    }

    EventFormat(InputFormat ofTopics) {
        this.parser = mapping -> new MessageLineParser(MessageReader.open(ofTopics, mapping));
        this.ofTopics = ofTopics;
    }

    EventFormat(Supplier<LineParser> parser) {
        this.parser = mapping -> parser.get();
        this.ofTopics = null;
    }

    /** Opens the events of a file; the policies say how unreadable parts are handled. */
    EventSource open(String name, Mapping mapping, MalformedPolicy malformed, MalformedPolicy corrupt) {
        return parser == null
                ? AvroEventSource.open(name, malformed, corrupt)
                : new FileEventSource(EventFile.lines(name, malformed, corrupt), parser.apply(mapping));
    }

    /** Whether a mapping file can say how its events and fields are called. */
    public boolean isMappable() {
        return ofTopics != null;
    }

    /** A parser that tells the listener of every record. */
    MessageLineParser messages(Mapping mapping, RecordListener listener) {
        if (ofTopics == null) {
            throw new InputException("There is nothing to map in --format " + id() + ": its fields are fixed");
        }
        return new MessageLineParser(MessageReader.open(ofTopics, mapping, listener));
    }

    /** Whether files of this format record a topic, so that their order is the order of arrival. */
    public boolean isRecording() {
        return this == CLICKEVENT_AVRO;
    }

    /** The name of the format as users write it, in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The format of this name, in any case.
     *
     * @throws InputException when there is none; the message lists all formats, or names the new one of an old name
     */
    public static EventFormat of(String id) {
        for (EventFormat format : values()) {
            if (format.id().equals(id.toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        EventFormat renamed = OLD_NAMES.get(id.toLowerCase(Locale.ROOT));
        if (renamed != null) {
            throw new InputException("The format " + id + " is now called " + renamed.id());
        }
        String known = Arrays.stream(values()).map(EventFormat::id).collect(Collectors.joining(", "));
        throw new InputException("There is no format " + id + ": choose one of " + known);
    }
}
