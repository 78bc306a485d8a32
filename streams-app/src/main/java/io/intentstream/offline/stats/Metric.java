package io.intentstream.offline.stats;

import java.util.Locale;

/** The figures by which scores are judged. */
public enum Metric {
    /** Area under the ROC curve; 0.5 is chance. */
    AUROC("AUROC", true),
    /** Average precision; the base rate is chance. */
    AVERAGE_PRECISION("average precision", true),
    /** Mean negative log-likelihood, in nats. */
    LOG_LOSS("log loss", false),
    /** Mean squared distance of probability and outcome. */
    BRIER("Brier", false),
    /** Expected calibration error, in 15 bins of equal width. */
    CALIBRATION_ERROR("ECE", false),
    /** Part rightly told from the threshold of MEDIUM on. */
    ACCURACY_MEDIUM("accuracy, MEDIUM+", true),
    /** Part of MEDIUM and HIGH that came true. */
    PRECISION_MEDIUM("precision, MEDIUM+", true),
    /** Part of what came true that is MEDIUM or HIGH. */
    RECALL_MEDIUM("recall, MEDIUM+", true),
    /** Harmonic mean of precision and recall of MEDIUM and HIGH. */
    F1_MEDIUM("F1, MEDIUM+", true),
    /** Part rightly told from the threshold of HIGH on. */
    ACCURACY_HIGH("accuracy, HIGH", true),
    /** Part of HIGH that came true. */
    PRECISION_HIGH("precision, HIGH", true),
    /** Part of what came true that is HIGH. */
    RECALL_HIGH("recall, HIGH", true),
    /** Harmonic mean of precision and recall of HIGH. */
    F1_HIGH("F1, HIGH", true),
    /** Frequency in the top 1 % over the base rate. */
    LIFT_1("lift at 1 %", true),
    /** Frequency in the top 5 % over the base rate. */
    LIFT_5("lift at 5 %", true),
    /** Frequency in the top 10 % over the base rate. */
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

    /** Whether a greater value is a better one. */
    public boolean moreIsBetter() {
        return moreIsBetter;
    }

    /** Its name in files, such as {@code averagePrecision}. */
    public String id() {
        StringBuilder id = new StringBuilder();
        for (String word : name().toLowerCase(Locale.ROOT).split("_")) {
            id.append(id.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return id.toString();
    }
}
