package io.intentstream.cli.demo;

import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import io.intentstream.server.json.JsonRecords;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Passes results on to the statistics, the user journeys, and the files that the user named: one JSON object per line. */
final class DemoResults implements AutoCloseable {

    private final DemoStats counts;
    private final UserJourneys journeys;
    private final List<BufferedWriter> files = new ArrayList<>();
    private final @Nullable BufferedWriter intents;
    private final @Nullable BufferedWriter profiles;

    DemoResults(DemoCommand.DemoOutput output, DemoStats counts, UserJourneys journeys) throws IOException {
        this.counts = counts;
        this.journeys = journeys;
        this.intents = open(output.intents);
        this.profiles = open(output.profiles);
    }

    private @Nullable BufferedWriter open(@Nullable Path file) throws IOException {
        if (file == null) {
            return null;
        }
        BufferedWriter opened = Files.newBufferedWriter(file);
        files.add(opened);
        return opened;
    }

    void intent(PurchaseIntent intent) {
        write(intents, intent);
        journeys.scored(intent);
        counts.intent(intent);
    }

    /** Whether {@link #profile} needs profiles; otherwise pass null. */
    boolean needsProfiles() {
        return profiles != null;
    }

    void profile(@Nullable UserProfile profile) {
        if (profile != null) {
            write(profiles, profile);
        }
        counts.profile();
    }

    void deadLetter(String reason) {
        counts.deadLetter(reason);
    }

    private static void write(@Nullable BufferedWriter file, SpecificRecord value) {
        if (file != null) {
            try {
                file.write(JsonRecords.line(value));
                file.newLine();
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    /**
     * Called after all results of a poll. Flushes the files, so that others can read along.
     *
     * @param eventsInTopic records of the input topic that the engine had not processed when it started
     */
    void polled(long eventsInTopic, long duplicates, long withheld) {
        try {
            for (BufferedWriter file : files) {
                file.flush();
            }
        } catch (IOException e) {
            throw failed(e);
        }
        counts.observed(eventsInTopic, duplicates, withheld);
    }

    private static UncheckedIOException failed(IOException cause) {
        return new UncheckedIOException("cannot write the records: " + cause.getMessage(), cause);
    }

    @Override
    public void close() throws IOException {
        for (BufferedWriter file : files) {
            file.close();
        }
    }
}
