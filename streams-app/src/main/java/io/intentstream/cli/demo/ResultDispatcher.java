package io.intentstream.cli.demo;

import io.intentstream.schema.PurchaseIntent;
import io.intentstream.schema.UserProfile;
import java.io.IOException;
import java.util.Optional;

/** Hands results on: to the tally, the highlights, the stories, and the files that the user named. */
final class ResultDispatcher implements DemoResultReader.Results, AutoCloseable {

    private final Optional<RecordFile> intents;
    private final Optional<RecordFile> profiles;
    private final DemoStats counts;
    private final Highlights highlights;
    private final UserJourneys stories;

    private ResultDispatcher(
            Optional<RecordFile> intents,
            Optional<RecordFile> profiles,
            DemoStats counts,
            Highlights highlights,
            UserJourneys stories) {
        this.intents = intents;
        this.profiles = profiles;
        this.counts = counts;
        this.highlights = highlights;
        this.stories = stories;
    }

    static ResultDispatcher open(
            DemoCommand.DemoOutput output, DemoStats counts, Highlights highlights, UserJourneys stories)
            throws IOException {
        return new ResultDispatcher(
                RecordFile.openIfNamed(output.intents),
                RecordFile.openIfNamed(output.profiles),
                counts,
                highlights,
                stories);
    }

    @Override
    public void intent(PurchaseIntent intent) {
        intents.ifPresent(file -> file.write(intent));
        highlights.consider(intent);
        stories.scored(intent);
        counts.intent(intent);
    }

    @Override
    public boolean wantsProfiles() {
        return profiles.isPresent();
    }

    @Override
    public void profile(UserProfile profile) {
        profiles.ifPresent(file -> file.write(profile));
        counts.profile();
    }

    @Override
    public void deadLetter() {
        counts.deadLetter();
    }

    @Override
    public void polled(long eventsInTopic, long duplicates, long withheld) {
        intents.ifPresent(RecordFile::flush);
        profiles.ifPresent(RecordFile::flush);
        counts.observed(eventsInTopic, duplicates, withheld);
    }

    @Override
    public void close() throws IOException {
        if (intents.isPresent()) {
            intents.get().close();
        }
        if (profiles.isPresent()) {
            profiles.get().close();
        }
    }
}
