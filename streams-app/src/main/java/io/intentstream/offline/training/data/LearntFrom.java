package io.intentstream.offline.training.data;

import io.intentstream.core.model.ModelManifest;
import java.util.Locale;

/**
 * What a model learnt from.
 *
 * @param users users whose events it learnt from
 * @param allUsers users of the data
 * @param events events that it learnt from; fewer than those of the users if some were drawn
 * @param allEvents events of these users that could be learnt from
 */
public record LearntFrom(int users, int allUsers, int events, int allEvents) {

    /** The entry of a manifest's {@code training} that tells it of the bundle. */
    public static final String ENTRY = "learnt from";

    /** What a bundle learnt from, in the words of its manifest. */
    public static String told(ModelManifest manifest) {
        String told = manifest.training() == null ? null : manifest.training().get(ENTRY);
        return told == null ? "not told by its manifest" : told;
    }

    /** Of a model that learns from these events, or from so many of them. */
    public static LearntFrom of(Sample training, int events, int allUsers) {
        return new LearntFrom(training.users(), allUsers, events, training.size());
    }

    /** In words, such as {@code 549 users (60 %), 400,000 of 812,345 events}. */
    public String describe() {
        return String.format(
                Locale.ROOT,
                "%,d users (%.0f %%), %s%,d events",
                users,
                100.0 * users / allUsers,
                events < allEvents ? String.format(Locale.ROOT, "%,d of ", events) : "",
                allEvents);
    }
}
