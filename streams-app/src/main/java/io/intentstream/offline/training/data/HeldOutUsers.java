package io.intentstream.offline.training.data;

import io.intentstream.core.recommendation.ItemsManifest;
import io.intentstream.core.state.WindowEvent;
import java.util.Map;

/**
 * The users whom the training of an items bundle leaves out, so that lists can be measured on people of whom the tables hold
 * nothing. A hash of the user id decides, so an evaluation finds the same users in any file.
 *
 * @param share of all users, 0 to less than 1
 */
public record HeldOutUsers(double share) {
    private static final String KEY = "heldOutUsers";

    /** Nobody. */
    public static final HeldOutUsers NONE = new HeldOutUsers(0);

    /** A double has so many exact binary places; the hash's others are left out. */
    private static final int BITS = 53;

    /**
     * Those that a bundle's training left out.
     *
     * @throws TrainingException when the manifest does not tell a share
     */
    public static HeldOutUsers of(ItemsManifest manifest) {
        String value = manifest.training().getOrDefault(KEY, "0");
        try {
            HeldOutUsers users = new HeldOutUsers(Double.parseDouble(value));
            if (users.share >= 0 && users.share < 1) {
                return users;
            }
        } catch (NumberFormatException e) {
            // Told below, as a share out of bounds is.
        }
        throw new TrainingException(
                "The manifest of the items bundle " + manifest.name() + " " + manifest.version() + " has training."
                        + KEY + " = " + value + ": it must be 0 or more and less than 1. Train the bundle again");
    }

    /** Whether the training leaves a user out. */
    public boolean has(String userId) {
        return (WindowEvent.hash(userId) >>> (Long.SIZE - BITS)) * 0x1p-53 < share;
    }

    /** Adds the share to what a manifest tells of the training, if somebody is left out. */
    public void describe(Map<String, String> training) {
        if (share > 0) {
            training.put(KEY, Double.toString(share));
        }
    }
}
