package io.intentstream.offline.training.data;

import io.intentstream.core.feature.ConversionCounts;
import io.intentstream.core.feature.ConversionTable;
import io.intentstream.core.state.WindowEvent;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The conversion table that each user's products are looked up in. Training users are encoded out of fold: a hash of the id
 * assigns them to five folds, and the counts leave the user's own fold out. If their own purchases were counted, the features
 * would announce the outcome in training and not afterwards. (Leaving out each user alone would announce it too: a product then
 * shows one purchase less to its buyer than to the others.) All others see the counts of all training users. Immutable.
 */
public final class UserTables {
    private static final int FOLDS = 5;

    private final ConversionTable others;
    private final List<ConversionTable> outOfFold;

    private UserTables(ConversionTable others, List<ConversionTable> outOfFold) {
        this.others = others;
        this.outOfFold = outOfFold;
    }

    /**
     * Computes the tables.
     *
     * @param all the counts of the training users, and of others who are only counted
     * @param training the training users
     */
    public static UserTables of(ConversionCounts all, List<UserEvents> training) {
        return new UserTables(
                new ConversionTable(all),
                IntStream.range(0, FOLDS)
                        .mapToObj(fold -> new ConversionTable(all.without(counts(training.stream()
                                .filter(user -> fold(user.userId()) == fold)
                                .toList()))))
                        .toList());
    }

    /** Counts the events of users. */
    static ConversionCounts counts(List<UserEvents> users) {
        ConversionCounts counts = new ConversionCounts();
        users.forEach(user -> user.events().forEach(counts::add));
        return counts;
    }

    /** The fold of a training user: index in {@link #outOfFold}. */
    static int fold(String userId) {
        return (int) Math.floorMod(WindowEvent.hash(userId), (long) FOLDS);
    }

    /** The table for users other than the training users. */
    ConversionTable others() {
        return others;
    }

    /** The table for the training users of each fold. */
    List<ConversionTable> outOfFold() {
        return outOfFold;
    }
}
