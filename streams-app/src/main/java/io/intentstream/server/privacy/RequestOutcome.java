package io.intentstream.server.privacy;

import io.intentstream.schema.RequestEffect;
import io.intentstream.schema.UserReceipt;
import java.util.List;

/**
 * What came of a request: one receipt of each partition of the control topic, so that it is done everywhere.
 *
 * @param requestId the request's
 * @param receipts in the order of their partitions
 */
public record RequestOutcome(String requestId, List<UserReceipt> receipts) {

    public RequestOutcome {
        receipts = List.copyOf(receipts);
    }

    /** Whether there was a state, which is deleted now. */
    public boolean erased() {
        return receipts.stream().anyMatch(receipt -> receipt.getEffect() == RequestEffect.ERASED);
    }

    /** Whether there was an ignoring, which has ended. */
    public boolean resumed() {
        return receipts.stream().anyMatch(receipt -> receipt.getEffect() == RequestEffect.RESUMED);
    }

    /** Whether events of the user that come from now on are ignored. */
    public boolean ignoring() {
        return receipts.stream().anyMatch(UserReceipt::getIgnoring);
    }
}
