package io.intentstream.offline.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The formats of event files. */
public enum EventFormat {
    /** {@code user,item,category,behaviour,unixSeconds} without a header; behaviour is pv, fav, cart or buy. */
    TAOBAO(TaobaoParser::new),
    /** The CSV of REES46 shops with its header; prices in US dollars. */
    REES46(Rees46Parser::new),
    /** The CSV of ClickstreamDMM with its header; a session is a user and starts at 2020-01-01T00:00:00Z. */
    CLICKSTREAMDMM(ClickstreamDmmParser::new),
    /** One JSON object per line with the fields of ClickEvent. */
    JSONL(JsonLinesParser::new),
    /** An Avro container file of ClickEvents, as Kafka Connect and other tools store a topic. */
    AVRO(null);

    private final @Nullable Supplier<LineParser> parser;

    EventFormat(@Nullable Supplier<LineParser> parser) {
        this.parser = parser;
    }

    /** Opens the events of a file; the policies say how unreadable parts are handled. */
    EventSource open(String name, MalformedPolicy malformed, MalformedPolicy corrupt) {
        return parser == null
                ? AvroEventSource.open(name, malformed, corrupt)
                : new FileEventSource(EventFile.lines(name, malformed, corrupt), parser.get());
    }

    /** Whether files of this format record a topic, so that their order is the order of arrival. */
    public boolean isRecording() {
        return this == AVRO;
    }

    /** The name of the format as users write it, in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of this name, in any case.
     *
     * @throws InputException when there is none; the message lists all formats
     */
    public static EventFormat of(String id) {
        for (EventFormat format : values()) {
            if (format.id().equals(id.toLowerCase(Locale.ROOT))) {
                return format;
            }
        }
        String known = Arrays.stream(values()).map(EventFormat::id).collect(Collectors.joining(", "));
        throw new InputException("There is no format " + id + ": choose one of " + known);
    }
}
