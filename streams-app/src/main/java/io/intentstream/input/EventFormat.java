package io.intentstream.input;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The formats of files that can be played. */
public enum EventFormat {
    /** {@code user,item,category,behaviour,unixSeconds} without a header; behaviour is pv, fav, cart or buy. */
    TAOBAO {
        @Override
        LineParser newParser() {
            return new TaobaoParser();
        }
    },
    /** The CSV of REES46 shops with its header; prices in US dollars. */
    REES46 {
        @Override
        LineParser newParser() {
            return new Rees46Parser();
        }
    },
    /** The CSV of ClickstreamDMM with its header; a session is a user and starts at 2020-01-01T00:00:00Z. */
    CLICKSTREAMDMM {
        @Override
        LineParser newParser() {
            return new ClickstreamDmmParser();
        }
    },
    /** One JSON object a line with the fields of ClickEvent. */
    JSONL {
        @Override
        LineParser newParser() {
            return new JsonLinesParser();
        }
    };

    /** A parser for one file. */
    abstract LineParser newParser();

    /** The format's name as users write it, in lower case. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The format of this name, in any case.
     *
     * @throws InputException when there is none; it names those there are
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
