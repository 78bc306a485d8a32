package io.intentstream.offline.training.data;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureDefect;
import io.intentstream.core.feature.FeatureDefect.Kind;
import io.intentstream.core.feature.FeatureDefects;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.core.feature.TrainingShares;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Counts the defects of training events, for the manifest. One thread. */
public final class DefectTally {
    private final FeatureDefects defects;
    private final int[] found;
    private final double[] sums;
    private final List<String> eventTypes;
    private final int eventTypeFeature;
    private final Set<String> seen = new TreeSet<>();
    private double events;

    /** @param spec the features that the model reads */
    public DefectTally(FeatureSpec spec) {
        eventTypeFeature = spec.categorical().stream()
                .map(FeatureSpec.Categorical::name)
                .toList()
                .indexOf(CategoricalFeature.EVENT_TYPE.id());
        eventTypes = eventTypeFeature < 0
                ? List.of()
                : spec.categorical().get(eventTypeFeature).vocabulary();
        defects = new FeatureDefects(spec, Set.copyOf(eventTypes));
        found = new int[defects.all().size()];
        sums = new double[found.length];
    }

    /** The shares among these sessions' events. */
    static TrainingShares of(FeatureSpec spec, List<SessionExample> sessions) {
        DefectTally tally = new DefectTally(spec);
        for (SessionExample session : sessions) {
            session.events().forEach(event -> tally.add(event, session.weight()));
        }
        return tally.shares();
    }

    /**
     * Counts an event.
     *
     * @param weight how many events it represents, where similar ones were left out randomly
     */
    public void add(FeatureVector event, double weight) {
        Arrays.fill(found, 0);
        defects.count(event, found);
        for (int i = 0; i < found.length; i++) {
            sums[i] += weight * found[i];
        }
        events += weight;
        int type = eventTypeFeature < 0 ? 0 : event.categorical()[eventTypeFeature];
        if (type > 0 && type <= eventTypes.size()) {
            seen.add(eventTypes.get(type - 1));
        }
    }

    /** The shares so far, rounded to four decimals. */
    public TrainingShares shares() {
        Map<String, Double> missing = new LinkedHashMap<>();
        Map<String, Double> unknown = new LinkedHashMap<>();
        for (int i = 0; i < sums.length; i++) {
            FeatureDefect defect = defects.all().get(i);
            (defect.kind() == Kind.MISSING ? missing : unknown)
                    .put(defect.feature(), events == 0 ? 0 : Math.round(sums[i] / events * 1e4) / 1e4);
        }
        return new TrainingShares(missing, unknown, List.copyOf(seen));
    }
}
