package io.intentstream.training;

import io.intentstream.feature.FeatureSpec;
import io.intentstream.metric.Interval;
import io.intentstream.model.ModelManifest;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** Writes {@code MODEL_CARD.md}: what the model is for, where it comes from, how good it is and where it is not. */
final class ModelCard {
    private ModelCard() {}

    static String of(ModelManifest manifest, Metrics metrics) {
        String text = """
                # %s %s

                After every event, the probability of a **%s** (%s of inactivity end a session).
                An LSTM of %d units reads the session event by event and corrects a logistic regression on the latest event; log-odds
                are calibrated by Platt scaling.

                ## Held-out figures

                %,d events of %,d users of whom the model has seen nothing; %.1f %% of the events are followed by a
                purchase, which is the average precision that chance gives. In brackets 95 %% intervals, drawing users.

                | | AUROC | average precision | log loss | Brier | calibration error |
                |---|---|---|---|---|---|
                %s
                %s
                %s
                The regression reads the same features of the latest event alone, those that sum up the session
                and the user so far included.

                | band | probability from | part of the events | precision | recall |
                |---|---|---|---|---|
                | HIGH | %.4f | %.1f %% | %.1f %% | %.1f %% |
                | MEDIUM or HIGH | %.4f | %.1f %% | %.1f %% | %.1f %% |

                The bands are set on the validation users: HIGH is the strongest 5 %% of their events, MEDIUM the 15 %%
                below. A shop whose events differ will see other shares.

                ## Training

                %s

                ## Features

                Numeric: %s.

                Categorical: %s.

                Normalisation and vocabularies come from the training users alone and stand in `manifest.json`.

                ## Limits

                - The figures hold for the shop that the data comes from. On another shop expect the order of users to
                  carry over in part and the probabilities not at all until the model is trained again
                  (`intentstream train`).
                - Event types that the training data lacks were taught by kinship, not by data: a look at the cart counts
                  about as an addition to it, a search or a page view about as a view of a product.%s
                - Categories out of the vocabulary share a few embeddings by hash; brand, price and channel enter only
                  if the training data has them.
                - A user's history begins with the first event in the file, in training as in the stream.
                - Not meant for decisions about people other than which offer to show them.
                """;
        return String.format(
                Locale.ROOT,
                text,
                manifest.name(),
                manifest.version(),
                manifest.horizon(),
                inWords(Duration.ofSeconds(manifest.sessionGapSeconds())),
                manifest.hiddenSize(),
                metrics.network().events(),
                metrics.network().users(),
                100 * metrics.network().baseRate(),
                row("LSTM with regression", metrics.network()),
                row("regression alone", metrics.logisticRegression()),
                byDataSet(metrics),
                manifest.thresholds().high(),
                100 * metrics.high().share(),
                100 * metrics.high().precision(),
                100 * metrics.high().recall(),
                manifest.thresholds().medium(),
                100 * metrics.medium().share(),
                100 * metrics.medium().precision(),
                100 * metrics.medium().recall(),
                training(manifest),
                manifest.features().numeric().stream()
                        .map(FeatureSpec.Numeric::name)
                        .collect(Collectors.joining(", ")),
                manifest.features().categorical().stream()
                        .map(ModelCard::vocabulary)
                        .collect(Collectors.joining(", ")),
                manifest.training().containsKey("assumption")
                        ? " Checkout\n  steps are an assumption (see Training): how much a checkout under way weighs is not measured."
                        : "");
    }

    /** Rows by data set; nothing but the empty line behind the table when there is only one. */
    private static String byDataSet(Metrics metrics) {
        return metrics.dataSets().stream()
                .map(set -> row("LSTM with regression, " + rate(set), set.network()) + "\n"
                        + row("regression alone, " + set.name(), set.logisticRegression()) + "\n")
                .collect(Collectors.joining());
    }

    private static String rate(Metrics.ByDataSet set) {
        return String.format(
                Locale.ROOT,
                "%s (%,d events, %.1f %% followed by a purchase)",
                set.name(),
                set.network().events(),
                100 * set.network().baseRate());
    }

    private static String inWords(Duration gap) {
        return gap.toMinutes() % 60 == 0 ? gap.toHours() + " hours" : gap.toMinutes() + " minutes";
    }

    private static String row(String model, Evaluation figures) {
        return String.format(
                Locale.ROOT,
                "| %s | %s | %s | %.4f | %.4f | %.4f |",
                model,
                withInterval(figures.auroc(), figures.aurocInterval()),
                withInterval(figures.averagePrecision(), figures.averagePrecisionInterval()),
                figures.logLoss(),
                figures.brier(),
                figures.calibrationError());
    }

    private static String withInterval(double figure, Interval interval) {
        return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", figure, interval.low(), interval.high());
    }

    private static String training(ModelManifest manifest) {
        return manifest.training().entrySet().stream()
                .map(entry -> "- " + entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining("\n"));
    }

    private static String vocabulary(FeatureSpec.Categorical feature) {
        return feature.name() + " (" + feature.vocabulary().size() + " known values, " + feature.hashBuckets()
                + " shared by the rest)";
    }
}
