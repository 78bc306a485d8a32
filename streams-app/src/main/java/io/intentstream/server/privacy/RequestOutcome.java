package io.intentstream.server.privacy;

import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.UserReceipt;
import java.util.List;

/**
 * The outcome of a request: one receipt of each partition of the control topic, which proves that it was carried out
 * everywhere.
 *
 * @param requestId the request's id
 * @param receipts the receipts in the order of their partitions
 */
public record RequestOutcome(String requestId, List<UserReceipt> receipts) {

    public RequestOutcome {
        receipts = List.copyOf(receipts);
    }

    /** Whether a state existed; it has been deleted. */
    public boolean erased() {
        return receipts.stream().anyMatch(receipt -> receipt.getEffect() == RequestEffect.ERASED);
    }

    /** Whether the user was ignored before; that has ended. */
    public boolean resumed() {
        return receipts.stream().anyMatch(receipt -> receipt.getEffect() == RequestEffect.RESUMED);
    }

    /** Whether the user's future events are ignored. */
    public boolean ignoring() {
        return receipts.stream().anyMatch(UserReceipt::getIgnoring);
    }
}
