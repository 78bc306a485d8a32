package io.intentstream.offline.input;

import io.intentstream.core.event.Validation;
import io.intentstream.schema.ClickEvent;
import io.intentstream.wire.format.ContentId;
import io.intentstream.wire.format.MessageReader;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Lines that hold what records of a topic may hold, one each; read by the same readers. */
final class MessageLineParser implements LineParser {
    private final Map<String, Long> skipped = new TreeMap<>();
    private MessageReader reader;

    MessageLineParser(MessageReader reader) {
        this.reader = reader;
    }

    @Override
    public boolean isHeader(Line line) {
        Optional<MessageReader> afterHeader = reader.afterHeader(line.bytes(), line.start(), line.end());
        afterHeader.ifPresent(named -> reader = named);
        return afterHeader.isPresent();
    }

    /** What the line holds. An event without an id gets one from its bytes, as in a topic. */
    Validation read(Line line) {
        Validation read = reader.read(line.bytes(), line.start(), line.end());
        if (read instanceof Validation.Accepted accepted && accepted.event().getEventId() == null) {
            accepted.event().setEventId(ContentId.of(line.bytes(), line.start(), line.end()));
        }
        return read;
    }

    @Override
    public @Nullable ClickEvent parse(Line line) throws MalformedLineException {
        Validation read = read(line);
        if (read instanceof Validation.Accepted accepted) {
            return accepted.event();
        }
        if (read instanceof Validation.Rejected rejected) {
            throw new MalformedLineException(rejected.message());
        }
        skipped.merge(((Validation.Skipped) read).what(), 1L, Long::sum);
        return null;
    }

    @Override
    public Map<String, Long> skipped() {
        return skipped;
    }
}
