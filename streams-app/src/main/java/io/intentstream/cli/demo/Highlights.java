package io.intentstream.cli.demo;

import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;
import java.util.Comparator;
import java.util.Optional;

/** Keeps the intent that rose most into the HIGH band since it was last asked. */
final class Highlights {

    private static final Comparator<PurchaseIntent> BY_RISE =
            Comparator.comparingDouble(PurchaseIntent::getChange).thenComparing(PurchaseIntent::getProbability);

    private PurchaseIntent best;

    synchronized void consider(PurchaseIntent intent) {
        boolean rose = intent.getBand() == Band.HIGH && intent.getChange() > 0;
        if (rose && (best == null || BY_RISE.compare(intent, best) > 0)) {
            best = intent;
        }
    }

    /** The best since the last call. */
    synchronized Optional<PurchaseIntent> take() {
        Optional<PurchaseIntent> taken = Optional.ofNullable(best);
        best = null;
        return taken;
    }
}
