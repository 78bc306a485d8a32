package io.intentstream.stream.telemetry;

import io.intentstream.core.engine.Outcome;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.intent.EncodedIntent;
import io.intentstream.schema.Band;
import io.intentstream.schema.RequestEffect;
import io.intentstream.stream.processing.PlannedBatch;
import io.intentstream.stream.processing.RequestHandler;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What the engine has done since it started, over all its threads. Work that is repeated after a failure counts again:
 * the topics, not these numbers, tell what was done exactly once.
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
    private final LongAdder requests = new LongAdder();
    private final LongAdder erasedUsers = new LongAdder();
    private final LongAdder newUsers = new LongAdder();
    private final LongAdder expiredUsers = new LongAdder();
    private final Map<RejectReason, LongAdder> deadLetters = new EnumMap<>(RejectReason.class);
    private final Map<Band, LongAdder> bands = new EnumMap<>(Band.class);
    private final Distribution scores = Distribution.ofShares();
    private final MissingFeatureCounter featureGaps;

    /** @param features those that the model reads */
    EngineCounters(FeatureSpec features) {
        featureGaps = new MissingFeatureCounter(features);
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

    /** Input records worked off, whatever became of them. */
    public long records() {
        return records.sum();
    }

    /** Events that changed a profile and brought an intent. */
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

    /** Scored events where the base rate stood in for the model. */
    public long degraded() {
        return degraded.sum();
    }

    /** Events whose id their user had sent before. */
    public long duplicates() {
        return duplicates.sum();
    }

    /** Events that Kafka delivered again and whose intent was emitted again. */
    public long redelivered() {
        return redelivered.sum();
    }

    /** Events without consent, or of users that are ignored since their erasure. */
    public long withheld() {
        return withheld.sum();
    }

    /** Intents emitted. */
    public long intents() {
        return scored.sum() + redelivered.sum();
    }

    /** Profiles emitted, tombstones not counted. */
    public long profiles() {
        return intents();
    }

    /** Users seen for the first time. */
    public long newUsers() {
        return newUsers.sum();
    }

    /** Users whose state was dropped because they were idle for too long. */
    public long expiredUsers() {
        return expiredUsers.sum();
    }

    /** Users' requests worked off, whatever came of them. */
    public long requests() {
        return requests.sum();
    }

    /** Users whose state was deleted because they asked for it. */
    public long erasedUsers() {
        return erasedUsers.sum();
    }

    /** Dead letters, whatever their reason. */
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

    /** How often the model's features had no value. */
    public MissingFeatureCounter featureGaps() {
        return featureGaps;
    }

    public void count(PlannedBatch batch) {
        batches.increment();
        records.add(batch.validations().size());
        for (Validation validation : batch.validations()) {
            if (validation instanceof Validation.Rejected rejected) {
                deadLetters.get(rejected.reason()).increment();
            }
        }
        batch.result().outcomes().forEach(this::count);
        featureGaps.count(batch.result().outcomes());
        newUsers.add(batch.result().changes().stream()
                .filter(change -> change.lastSeenBefore() < 0)
                .count());
    }

    public void countRequest(RequestHandler.Handled handled) {
        requests.increment();
        handled.rejected().ifPresent(reason -> deadLetters.get(reason).increment());
        increment(erasedUsers, handled.effect() == RequestEffect.ERASED);
    }

    public void countExpired(int users) {
        expiredUsers.add(users);
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
