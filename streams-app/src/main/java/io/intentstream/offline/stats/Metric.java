package io.intentstream.offline.stats;

import com.fasterxml.jackson.annotation.JsonKey;
import java.util.Locale;

/** The metrics that scores are evaluated by. */
public enum Metric {
    /** Area under the ROC curve; 0.5 is chance. */
    AUROC("AUROC", true),
    /** Average precision; the base rate is chance. */
    AVERAGE_PRECISION("average precision", true),
    /** Mean negative log-likelihood, in nats. */
    LOG_LOSS("log loss", false),
    /** Mean squared distance between probability and outcome. */
    BRIER("Brier", false),
    /** Expected calibration error, in 15 bins of equal width. */
    CALIBRATION_ERROR("ECE", false),
    /** Share of events that the threshold of MEDIUM classifies correctly. */
    ACCURACY_MEDIUM("accuracy, MEDIUM+", true),
    /** Share of MEDIUM and HIGH that is positive. */
    PRECISION_MEDIUM("precision, MEDIUM+", true),
    /** Share of the positives that is MEDIUM or HIGH. */
    RECALL_MEDIUM("recall, MEDIUM+", true),
    /** Harmonic mean of precision and recall of MEDIUM and HIGH. */
    F1_MEDIUM("F1, MEDIUM+", true),
    /** Share of events that the threshold of HIGH classifies correctly. */
    ACCURACY_HIGH("accuracy, HIGH", true),
    /** Share of HIGH that is positive. */
    PRECISION_HIGH("precision, HIGH", true),
    /** Share of the positives that is HIGH. */
    RECALL_HIGH("recall, HIGH", true),
    /** Harmonic mean of precision and recall of HIGH. */
    F1_HIGH("F1, HIGH", true),
    /** Share of positives in the top 1 %, divided by the base rate. */
    LIFT_1("lift at 1 %", true),
    /** Share of positives in the top 5 %, divided by the base rate. */
    LIFT_5("lift at 5 %", true),
    /** Share of positives in the top 10 %, divided by the base rate. */
    LIFT_10("lift at 10 %", true);

    private final String title;
    private final boolean moreIsBetter;

    Metric(String title, boolean moreIsBetter) {
        this.title = title;
        this.moreIsBetter = moreIsBetter;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Whether a greater value is better. */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** Its name in files, such as {@code averagePrecision}. */
    @JsonKey
    public String id() {
        StringBuilder id = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            id.append(id.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return id.toString();
    }
}
