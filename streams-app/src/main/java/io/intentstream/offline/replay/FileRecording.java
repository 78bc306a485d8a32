package io.intentstream.offline.replay;

import io.intentstream.core.event.Validation;
import io.intentstream.offline.input.CorruptBlock;
import io.intentstream.offline.input.EventSource;
import io.intentstream.offline.input.MalformedLine;
import io.intentstream.offline.input.MalformedLines;
import io.intentstream.schema.ClickEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The events of several files. */
final class FileRecording implements Recording {
    private final FilePlan plan;
    private final long bytes;
    private final List<MalformedLine> firstMalformed = new ArrayList<>();
    private final List<CorruptBlock> corrupt = new ArrayList<>();
    private EventSource current;
    private int opened = 1;
    private final Map<String, Long> skipped = new TreeMap<>();
    private long bytesOfFinished;
    private long malformed;

    FileRecording(FilePlan plan) {
        this.plan = plan;
        this.bytes = Math.max(1, plan.bytes());
        this.current = plan.open(0);
    }

    @Override
    public @Nullable Validation next() {
        while (true) {
            ClickEvent event = current.next();
            if (event != null) {
                return new Validation.Accepted(event);
            }
            if (opened == plan.files().size()) {
                return null;
            }
            keepNotes();
            current.close();
            current = plan.open(opened++);
        }
    }

    private void keepNotes() {
        bytesOfFinished += current.bytesRead();
        MalformedLines lines = malformed();
        malformed = lines.count();
        firstMalformed.clear();
        firstMalformed.addAll(lines.first());
        corrupt.addAll(current.corrupt());
        current.skipped().forEach((what, count) -> skipped.merge(what, count, Long::sum));
    }

    @Override
    public double partRead() {
        return Math.min(1, (bytesOfFinished + current.bytesRead()) / (double) bytes);
    }

    @Override
    public MalformedLines malformed() {
        List<MalformedLine> first = new ArrayList<>(firstMalformed);
        first.addAll(current.malformed().first());
        return new MalformedLines(
                malformed + current.malformed().count(),
                List.copyOf(first.subList(0, Math.min(first.size(), MalformedLines.MOST_DESCRIBED))));
    }

    @Override
    public Map<String, Long> skipped() {
        Map<String, Long> all = new TreeMap<>(skipped);
        current.skipped().forEach((what, count) -> all.merge(what, count, Long::sum));
        return all;
    }

    @Override
    public List<CorruptBlock> corrupt() {
        List<CorruptBlock> all = new ArrayList<>(corrupt);
        all.addAll(current.corrupt());
        return all;
    }

    @Override
    public void close() {
        current.close();
    }
}
