package io.intentstream.stream.processing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.config.PostErasurePolicy;
import io.intentstream.core.engine.UserChange;
import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.RejectReason;
import io.intentstream.core.event.Validation;
import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.RequestKind;
import io.intentstream.schema.UserReceipt;
import io.intentstream.schema.UserRequest;
import io.intentstream.stream.processing.DecodedBatch.RejectedRecord;
import io.intentstream.stream.store.UserStore;
import io.intentstream.wire.ValueReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Carries out requests about users, each with a receipt. As with batches, everything that can fail comes first and the
 * stores are changed last. A request that is repeated finds its work done, and its receipt says so. A tick has no receipt.
 *
 * @param topic where the requests come from
 * @param reader reads them
 * @param receipts writes receipts
 * @param receiptsTopic where receipts go
 * @param output writes everything else
 * @param after what becomes of an erased user's later events
 */
public record RequestHandler(
        String topic,
        ValueReader<UserRequest> reader,
        Serializer<UserReceipt> receipts,
        String receiptsTopic,
        OutputEncoder output,
        PostErasurePolicy after) {

    /**
     * What was done with one record.
     *
     * @param outgoing the records to send
     * @param effect what changed
     * @param rejected why the record is no request; absent when it is one
     * @param erased the user whose state was deleted, if any
     * @param farewell the audiences that this user left
     * @param tick whether it only tells the time
     */
    record Handled(
            List<OutgoingRecord> outgoing,
            RequestEffect effect,
            Optional<RejectReason> rejected,
            Optional<String> erased,
            List<UserChange> farewell,
            boolean tick) {
        private static final Handled TICK =
                new Handled(List.of(), RequestEffect.NONE, Optional.empty(), Optional.empty(), List.of(), true);
    }

    /**
     * Carries out one request.
     *
     * @param timestamp of the outgoing records, in epoch milliseconds
     * @param farewell what is to be said before a user is erased
     */
    Handled handle(InputRecord record, long timestamp, UserStore users, Function<String, List<UserChange>> farewell) {
        return reader.read(
                topic,
                record.headers(),
                record.value(),
                request -> handle(request, record, timestamp, users, farewell),
                rejected -> rejected(record, rejected));
    }

    private Handled handle(
            UserRequest request,
            InputRecord record,
            long timestamp,
            UserStore users,
            Function<String, List<UserChange>> farewell) {
        Validation.Rejected wrongUser = EventValidator.checkUserId(request.getUserId());
        if (wrongUser != null) {
            return rejected(record, wrongUser);
        }
        if (request.getRequestId().isBlank()) {
            return rejected(record, RejectReason.MISSING_EVENT_ID, "requestId is missing or blank");
        }
        byte[] key = request.getUserId().getBytes(UTF_8);
        if (!Arrays.equals(key, record.key())) {
            return rejected(record, RejectReason.KEY_MISMATCH, "the key is not the userId");
        }
        if (TickWriter.isTick(request)) {
            return Handled.TICK;
        }
        RequestEffect effect = effectOf(request, users);
        List<UserChange> changes = effect == RequestEffect.ERASED ? farewell.apply(request.getUserId()) : List.of();
        List<OutgoingRecord> outgoing = new ArrayList<>(output.changes(request.getUserId(), changes));
        if (request.getKind() == RequestKind.ERASE && (effect == RequestEffect.ERASED || !request.getSweep())) {
            outgoing.addAll(output.tombstones(request.getUserId(), timestamp));
        }
        byte[] receipt = receipts.serialize(receiptsTopic, receipt(request, effect, record, users));
        outgoing.add(OutputEncoder.outgoing(Sink.RECEIPTS, key, receipt, timestamp, output.resultHeaders()));
        apply(request, users);
        return new Handled(
                outgoing,
                effect,
                Optional.empty(),
                request.getKind() == RequestKind.ERASE ? Optional.of(request.getUserId()) : Optional.empty(),
                changes,
                false);
    }

    private static RequestEffect effectOf(UserRequest request, UserStore users) {
        if (request.getKind() == RequestKind.ERASE && users.knows(request.getUserId())) {
            return RequestEffect.ERASED;
        }
        if (request.getKind() == RequestKind.RESUME && users.isIgnored(request.getUserId())) {
            return RequestEffect.RESUMED;
        }
        return RequestEffect.NONE;
    }

    private UserReceipt receipt(UserRequest request, RequestEffect effect, InputRecord record, UserStore users) {
        return UserReceipt.newBuilder()
                .setRequestId(request.getRequestId())
                .setUserId(request.getUserId())
                .setKind(request.getKind())
                .setEffect(effect)
                .setIgnoring(after == PostErasurePolicy.IGNORE && ignoredAfter(request, users))
                .setPartition(record.origin().partition())
                .setRequestedAt(request.getRequestedAt())
                .build();
    }

    private static boolean ignoredAfter(UserRequest request, UserStore users) {
        return request.getKind() == RequestKind.ERASE
                || request.getKind() != RequestKind.RESUME && users.isIgnored(request.getUserId());
    }

    private void apply(UserRequest request, UserStore users) {
        if (request.getKind() == RequestKind.ERASE) {
            users.erase(request.getUserId());
            if (after == PostErasurePolicy.IGNORE) {
                users.ignore(request.getUserId());
            }
        } else if (request.getKind() == RequestKind.RESUME) {
            users.resume(request.getUserId());
        }
    }

    private Handled rejected(InputRecord record, RejectReason reason, String message) {
        return rejected(record, new Validation.Rejected(reason, message));
    }

    private Handled rejected(InputRecord record, Validation.Rejected rejected) {
        List<OutgoingRecord> deadLetter = List.of(output.deadLetter(new RejectedRecord(record, rejected)));
        return new Handled(
                deadLetter, RequestEffect.NONE, Optional.of(rejected.reason()), Optional.empty(), List.of(), false);
    }
}
