package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The events of a file, in the order of its lines. */
final class FileEventSource implements EventSource {

    private final LineFile file;
    private final LineParser parser;

    FileEventSource(LineFile file, LineParser parser) {
        this.file = file;
        this.parser = parser;
    }

    @Override
    public @Nullable ClickEvent next() {
        return file.next(parser::isHeader, parser::parse);
    }

    @Override
    public Map<String, Long> skipped() {
        return parser.skipped();
    }

    @Override
    public MalformedLines malformed() {
        return file.malformed();
    }

    @Override
    public List<CorruptBlock> corrupt() {
        return file.corrupt();
    }

    @Override
    public long bytesRead() {
        return file.bytesRead();
    }

    @Override
    public void close() {
        file.close();
    }
}
