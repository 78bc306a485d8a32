package io.intentstream.stream.telemetry;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.engine.Outcome;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.schema.Band;
import io.intentstream.schema.RequestEffect;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the engine has done since it started, over all its threads. Work that is repeated after a failure counts again, so
 * these numbers can exceed what the topics contain.
 */
public final class EngineCounters {
    private final LongAdder batches = new LongAdder();
    private final LongAdder records = new LongAdder();
    private final LongAdder scored = new LongAdder();
    private final LongAdder late = new LongAdder();
    private final LongAdder recomputed = new LongAdder();
    private final LongAdder degraded = new LongAdder();
    private final LongAdder duplicates = new LongAdder();
    private final LongAdder redelivered = new LongAdder();
    private final LongAdder withheld = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder requests = new LongAdder();
    private final LongAdder erasedUsers = new LongAdder();
    private final LongAdder newUsers = new LongAdder();
    private final LongAdder expiredUsers = new LongAdder();
    private final Map<RejectReason, LongAdder> deadLetters = new EnumMap<>(RejectReason.class);
    private final Map<Band, LongAdder> bands = new EnumMap<>(Band.class);
    private final Distribution scores = Distribution.ofShares();
    private final FeatureCounters features;

    /** @param model the manifest of the model that scores */
    EngineCounters(ModelManifest model) {
        features = new FeatureCounters(model.features(), model.trainingShares());
        for (Band band : Band.values()) {
            bands.put(band, new LongAdder());
        }
        for (RejectReason reason : RejectReason.values()) {
            deadLetters.put(reason, new LongAdder());
        }
    }

    /** Batches applied. */
    public long batches() {
        return batches.sum();
    }

    /** Input records processed, whatever the result. */
    public long records() {
        return records.sum();
    }

    /** Events that changed a profile and gave an intent. */
    public long scored() {
        return scored.sum();
    }

    /** Scored events that were older than one already seen of their user. */
    public long late() {
        return late.sum();
    }

    /** Scored events whose session was scored again from its events. */
    public long recomputed() {
        return recomputed.sum();
    }

    /** Scored events for which the base rate replaced a failed model. */
    public long degraded() {
        return degraded.sum();
    }

    /** Events whose id their user had sent before. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** Events that Kafka delivered again and whose intent was sent again. */
    public long redelivered() {
        return redelivered.sum();
    }

    /** Events without consent, and events of erased users that are ignored. */
    public long withheld() {
        return withheld.sum();
    }

    /** Input records that are no events on purpose, such as the description of a user. */
    public long skipped() {
        return skipped.sum();
    }

    /** Intents sent. */
    public long intents() {
        return scored.sum() + redelivered.sum();
    }

    /** Profiles sent, tombstones not counted. */
    public long profiles() {
        return intents();
    }

    /** Users seen for the first time. */
    public long newUsers() {
        return newUsers.sum();
    }

    /** Users whose state was deleted because they were idle for too long. */
    public long expiredUsers() {
        return expiredUsers.sum();
    }

    /** Requests about users processed, whatever the result. */
    public long requests() {
        return requests.sum();
    }

    /** Users whose state was deleted because they asked for it. */
    public long erasedUsers() {
        return erasedUsers.sum();
    }

    /** Dead letters of all reasons. */
    public long deadLetters() {
        return deadLetters.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** Dead letters of one reason. */
    public long deadLetters(RejectReason reason) {
        return deadLetters.get(reason).sum();
    }

    /** Intents of a band. */
    public long intents(Band band) {
        return bands.get(band).sum();
    }

    /** The probabilities of the scored events. */
    public Distribution scores() {
        return scores;
    }

    /** How often the model's features had no value, or one that training did not see. */
    public FeatureCounters features() {
        return features;
    }

    /** Counts a batch's events; records that were rejected are counted by {@link #countRejected}. */
    public void count(BatchResult batch) {
        batches.increment();
        records.add(batch.outcomes().size());
        batch.outcomes().forEach(this::count);
        features.count(batch.outcomes());
        newUsers.add(batch.changes().stream()
                .filter(change -> change.dueBefore() < 0)
                .count());
    }

    /** Counts a record of the input that became a dead letter. */
    public void countRejected(RejectReason reason) {
        records.increment();
        deadLetters.get(reason).increment();
    }

    /** Counts records of the input that are no events on purpose. */
    public void countSkipped(int count) {
        records.add(count);
        skipped.add(count);
    }

    /** Counts a record of the control topic: its effect, or why it was rejected. */
    public void countRequest(RequestEffect effect, Optional<RejectReason> rejected) {
        requests.increment();
        rejected.ifPresent(reason -> deadLetters.get(reason).increment());
        increment(erasedUsers, effect == RequestEffect.ERASED);
    }

    /** Counts a user whose state was deleted because the user was idle. */
    public void countExpired() {
        expiredUsers.increment();
    }

    private void count(Outcome outcome) {
        if (outcome instanceof Outcome.Scored event) {
            scored.increment();
            increment(late, event.intent().late());
            increment(degraded, event.intent().degraded());
            increment(recomputed, event.recomputed());
            scores.record(event.intent().probability(), 1);
            count(event.intent());
        } else if (outcome instanceof Outcome.Duplicate) {
            duplicates.increment();
        } else if (outcome instanceof Outcome.Redelivered event) {
            redelivered.increment();
            count(event.intent());
        } else if (outcome instanceof Outcome.Withheld) {
            withheld.increment();
        }
    }

    private void count(EncodedIntent intent) {
        bands.get(intent.band()).increment();
    }

    private static void increment(LongAdder counter, boolean condition) {
        if (condition) {
            counter.increment();
        }
    }
}
