package io.intentstream.offline.evaluation;

import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.training.data.UserSplit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a reader of a report must know in addition to the metrics. */
final class Notes {
    private final ModelManifest manifest;
    private final UserSplit split;
    private final EvaluationOptions options;

    Notes(EvaluatedBundle candidate, EvaluationOptions options) {
        this.manifest = candidate.manifest();
        this.split = candidate.splits().get(0);
        this.options = options;
    }

    List<String> of(List<HistoricalData> data, List<HistoricalData> learning) {
        List<String> notes = new ArrayList<>();
        String trained =
                manifest.training() == null ? null : manifest.training().get("events");
        String events = size(data);
        // The training's hash and its border assign the same sessions to the same parts, whatever else the files
        // contain.
        boolean assignedAsInTraining =
                split instanceof UserSplit.AtBorder || split instanceof UserSplit.ByHash && options.seed() == null;
        if (options.part() == EvaluationOptions.EvaluatedPart.TEST
                && !assignedAsInTraining
                && !events.equals(trained)) {
            notes.add("According to its manifest the bundle was trained on "
                    + (trained == null ? "an unknown number of" : trained) + " events. These files contain "
                    + events + ". Unless they are the files of the training, the split does not show"
                    + " which users the model has seen.");
        }
        if (options.part() == EvaluationOptions.EvaluatedPart.TEST
                && manifest.training() != null
                && manifest.training().containsKey("refit")) {
            notes.add(
                    "The bundle learnt from all users of its training, those measured here included. The metrics of its"
                            + " card are those of the network before; measure this one on other data with --split all.");
        }
        if (options.part() == EvaluationOptions.EvaluatedPart.ALL && events.equals(trained)) {
            notes.add("The data is as large as the training data of the bundle. If it is the same data, the metrics are"
                    + " those of a model on events that it has learnt from.");
        }
        if (!learning.isEmpty()) {
            notes.add("Baselines learnt from "
                    + learning.stream().map(HistoricalData::title).collect(Collectors.joining(", ")) + ".");
        }
        if (!options.baselines().isEmpty()) {
            notes.add(baselines(data.size()));
            if (manifest.countsSha256() != null && !(learning.isEmpty() && events.equals(trained))) {
                notes.add(
                        "The bundle counted what its own training users did with each product, and baselines read these counts"
                                + " less those of a fifth of the users that they learn from. These are not the users of the"
                                + " training, so products look less popular to the baselines than they are.");
            }
        }
        return notes;
    }

    private String baselines(int dataSets) {
        return "Baselines read the model's features of an event and of the two before it, learn from the training users"
                + (dataSets > 1 ? " of all data sets" : "")
                + ", and are calibrated on the validation users like the model. Where a baseline learnt from a part of the"
                + " events, it was first of all those of sessions that buy; the others were drawn randomly and weigh as much"
                + " as those for which they stand. A baseline fitted to every event is measured"
                + " on every event and all crops, like the model. A baseline fitted to crop 5 learnt from training"
                + " sessions at crop 5, and is measured there alone.";
    }

    /** Events and users, in the manifest's words. */
    private static String size(List<HistoricalData> data) {
        return data.stream().mapToLong(set -> set.log().events()).sum() + " of "
                + data.stream().mapToInt(set -> set.log().users().size()).sum() + " users";
    }
}
