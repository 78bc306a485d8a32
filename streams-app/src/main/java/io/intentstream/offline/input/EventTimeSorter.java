package io.intentstream.offline.input;

import io.intentstream.schema.ClickEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sorts the events of a source by event time, then by original order: a stable external merge sort.
 *
 * <p>Up to one run of events is sorted in memory. A larger input is split into sorted runs, which are written as Avro binary
 * to a temporary directory and merged. An input that is already in order makes a single run of any length, which is written
 * and read once. Since any event may be the earliest, the whole input is read before the first event is returned.
 * {@link #close()} deletes the temporary files.
 */
public final class EventTimeSorter implements EventSource {

    /** Events sorted in memory; at about half a kilobyte each, 50 MB. */
    public static final int DEFAULT_RUN_EVENTS = 100_000;

    /** Most runs that are merged at once; each has an open file. */
    private static final int FAN_IN = 64;

    /** A spilled run and the number of merges behind it. Only neighbours of one level are merged, so the sort is stable. */
    private record Spilled(EventRun run, int level) {}

    private static final Comparator<ClickEvent> BY_EVENT_TIME = Comparator.comparing(ClickEvent::getEventTime);

    private final EventSource source;
    private final int runEvents;
    private final Path parent;
    private final String option;
    private final List<Spilled> spilled = new ArrayList<>();
    private @Nullable Path directory;
    private @Nullable EventCursor sorted;

    private EventTimeSorter(EventSource source, int runEvents, Path parent, String option) {
        this.option = option;
        this.source = source;
        this.runEvents = runEvents;
        this.parent = parent;
    }

    /** The source in event-time order: the source itself when it promises that order. Closing the result closes the source. */
    public static EventSource sort(EventSource source) {
        return sort(
                source,
                DEFAULT_RUN_EVENTS,
                Path.of(System.getProperty("java.io.tmpdir")),
                "-Djava.io.tmpdir in INTENTSTREAM_JAVA_OPTS");
    }

    /**
     * As {@link #sort(EventSource)}.
     *
     * @param runEvents events sorted in memory; 1 or more
     * @param parent where the directory of temporary files is created if one is needed
     * @param option how users choose another parent, for the error message
     */
    public static EventSource sort(EventSource source, int runEvents, Path parent, String option) {
        if (runEvents < 1) {
            throw new IllegalArgumentException("runEvents is " + runEvents + "; it must be 1 or more");
        }
        return source.inEventTimeOrder() ? source : new EventTimeSorter(source, runEvents, parent, option);
    }

    @Override
    public @Nullable ClickEvent next() {
        try {
            if (sorted == null) {
                sorted = readAll();
            }
            return sorted.next();
        } catch (IOException e) {
            throw new InputException(
                    "The events can't be sorted on disk in " + parent + " (" + e.getMessage()
                            + "): free some space there, or choose another directory with " + option,
                    e);
        }
    }

    private EventCursor readAll() throws IOException {
        List<ClickEvent> run = new ArrayList<>();
        ClickEvent event;
        while ((event = source.next()) != null) {
            run.add(event);
            if (run.size() == runEvents) {
                run.sort(BY_EVENT_TIME);
                event = spill(run);
                run.clear();
                if (event == null) {
                    break;
                }
                run.add(event);
            }
        }
        run.sort(BY_EVENT_TIME);
        if (spilled.isEmpty()) {
            return EventCursor.over(run);
        }
        if (!run.isEmpty()) {
            keep(EventRun.write(newFile(), EventCursor.over(run)));
        }
        return new RunMerger(runs(0));
    }

    /**
     * Writes the run and the events of the source that follow it in order.
     *
     * @return the first event that is earlier than the one before it, or null at the end of the source
     */
    private @Nullable ClickEvent spill(List<ClickEvent> run) throws IOException {
        try (EventRun.RunWriter writer = EventRun.writer(newFile())) {
            for (ClickEvent event : run) {
                writer.write(event);
            }
            ClickEvent last = run.get(run.size() - 1);
            ClickEvent event;
            while ((event = source.next()) != null && BY_EVENT_TIME.compare(last, event) <= 0) {
                writer.write(event);
                last = event;
            }
            keep(writer.finish());
            return event;
        }
    }

    private void keep(EventRun run) throws IOException {
        spilled.add(new Spilled(run, 0));
        while (lastRunsOfOneLevel() >= FAN_IN) {
            int from = spilled.size() - FAN_IN;
            int level = spilled.get(from).level();
            List<EventRun> inputs = runs(from);
            EventRun merged;
            try (RunMerger merger = new RunMerger(inputs)) {
                merged = EventRun.write(newFile(), merger);
            }
            for (EventRun input : inputs) {
                input.delete();
            }
            spilled.subList(from, spilled.size()).clear();
            spilled.add(new Spilled(merged, level + 1));
        }
    }

    private int lastRunsOfOneLevel() {
        int level = spilled.get(spilled.size() - 1).level();
        int count = 0;
        while (count < spilled.size() && spilled.get(spilled.size() - 1 - count).level() == level) {
            count++;
        }
        return count;
    }

    private List<EventRun> runs(int from) {
        return spilled.subList(from, spilled.size()).stream().map(Spilled::run).toList();
    }

    private Path newFile() throws IOException {
        if (directory == null) {
            directory = Files.createTempDirectory(parent, "intentstream-sort-");
        }
        return Files.createTempFile(directory, "run-", ".avro");
    }

    @Override
    public Map<String, Long> skipped() {
        return source.skipped();
    }

    @Override
    public MalformedLines malformed() {
        return source.malformed();
    }

    @Override
    public List<CorruptBlock> corrupt() {
        return source.corrupt();
    }

    @Override
    public boolean inEventTimeOrder() {
        return true;
    }

    @Override
    public void close() {
        try (EventSource closing = source) {
            if (sorted != null) {
                sorted.close();
            }
            for (Spilled spill : spilled) {
                spill.run().delete();
            }
            if (directory != null) {
                Files.deleteIfExists(directory);
            }
        } catch (IOException e) {
            throw new InputException(
                    "The temporary files in " + directory + " can't be deleted (" + e.getMessage()
                            + "): delete them yourself",
                    e);
        }
    }
}
