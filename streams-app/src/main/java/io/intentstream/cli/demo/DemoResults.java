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
final class DemoResults implements DemoResultReader.Results, AutoCloseable {

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

    @Override
    public void intent(PurchaseIntent intent) {
        write(intents, intent);
        journeys.scored(intent);
        counts.intent(intent);
    }

    @Override
    public boolean wantsProfiles() {
        return profiles != null;
    }

    @Override
    public void profile(UserProfile profile) {
        write(profiles, profile);
        counts.profile();
    }

    @Override
    public void deadLetter() {
        counts.deadLetter();
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

    /** Flushes the files, so that others can read along. */
    @Override
    public void polled(long eventsInTopic, long duplicates, long withheld) {
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
