package io.intentstream.offline.training.data;

import io.intentstream.core.feature.FeatureSet;
import io.intentstream.core.feature.FeatureSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What computes each user's features: those of products read the user's own of the {@link UserTables}. Immutable. */
public final class UserFeatures {
    private final FeatureSet others;
    private final List<FeatureSet> training;

    /** @param tables what conversion features read; null if the model reads none */
    public UserFeatures(FeatureSpec features, @Nullable UserTables tables) {
        others = new FeatureSet(features, tables == null ? null : tables.others());
        training = tables == null
                ? List.of()
                : tables.outOfFold().stream()
                        .map(table -> new FeatureSet(features, table))
                        .toList();
    }

    /** For users who are not training users. */
    public FeatureSet others() {
        return others;
    }

    /** For a training user, or a copy of one. */
    public FeatureSet training(UserEvents user) {
        return training.isEmpty() ? others : training.get(UserTables.fold(user.userId()));
    }
}
