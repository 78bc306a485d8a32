package io.intentstream.offline.training.bundle;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.stats.Interval;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes {@code MODEL_CARD.md}: what the model is for, where it comes from, how good it is and where it is not. */
public final class ModelCard {
    private ModelCard() {}

    public static String of(ModelManifest manifest, BundleMetrics metrics) {
        String text = """
                # %s %s

                After every event, the probability of a **%s** (%s of inactivity end a session).
                An LSTM of %d units reads the session event by event and corrects a logistic regression on the latest event; log-odds
                are calibrated by Platt scaling.

                ## Is it better than something simple?

                %s

                The regression reads the same features of the latest event alone, those that sum up the session and the user
                so far included, and is calibrated alike. In brackets 95 %% intervals: the same users are drawn for both, 500
                times, so an interval that leaves out 0 tells the two apart. All this is one split and one seed.

                Boosting, forests and support vector machines are not part of training, so this card says nothing of them.
                `./intentstream evaluate --model ... --refit-per-crop` measures them on these same test users, fitted to
                every event and to each crop alone, and several bundles of different seeds together: read its report
                before you prefer this model to gradient boosting.

                ## Held-out figures

                %,d events of %,d users of whom the model has seen nothing; %.1f %% of the events came true, which is the
                average precision that chance gives. In brackets 95 %% intervals, drawing users.

                | | base rate | AUROC | average precision | log loss | Brier | calibration error |
                |---|---|---|---|---|---|---|
                %s
                %s
                %s
                Calibration error is the expected one over 15 bins of equal width from 0 to 1. One calibration, fitted to
                every event of the validation users, serves everywhere. Where visits are looked at once each, as with their
                last events hidden, the base rate is another, long visits weigh less, and probabilities may hold less well:
                mind the column before you compute with them there.

                | band | probability from | part of the events | precision | recall |
                |---|---|---|---|---|
                | HIGH | %.4f | %.1f %% | %.1f %% | %.1f %% |
                | MEDIUM or HIGH | %.4f | %.1f %% | %.1f %% | %.1f %% |

                The bands are set on the validation users: HIGH is the strongest 5 %% of their events, MEDIUM the 15 %%
                below. A shop whose events differ will see other shares.
                %s
                ## Training

                %s

                Weights, normalisation and vocabularies come from the training users. When to stop, calibration and bands
                come from the validation users. The test users gave the figures on this page and nothing else: nothing in
                training chooses between options by them. Who trains many times and keeps the best card does, and makes
                the figures better than they will be in use; compare options by validation figures, which `train` prints.

                The data is what the shop recorded: visits, not intentions. Who never came, who bought elsewhere or offline,
                and what a user did before the first event in the file is not in it.

                ## Features

                Numeric: %s.

                Categorical: %s.

                Normalisation and vocabularies come from the training users alone and stand in `manifest.json`.

                ## Intended use

                To decide, while a visit lasts, which visits to act on: an offer, help, a budget for bids. Its order of visits
                is what to rely on; its probabilities as far as the calibration error above allows. It says who is likely to
                buy, not whom an offer would make buy: that takes an experiment. Not meant for decisions about people other
                than which offer to show them, such as prices, credit or access.

                ## Limits

                - The figures hold for the shop that the data comes from. On another shop expect the order of users to
                  carry over in part and the probabilities not at all until the model is trained again
                  (`intentstream train`).
                - Event types that the training data lacks were taught by kinship, not by data: a look at the cart counts
                  about as an addition to it, a search or a page view about as a view of a product.%s
                - Categories out of the vocabulary share a few embeddings by hash; brand, price and channel enter only
                  if the training data has them.
                - A user's history begins with the first event in the file, in training as in the stream.
                """;
        return String.format(
                Locale.ROOT,
                text,
                manifest.name(),
                manifest.version(),
                manifest.horizon(),
                inWords(Duration.ofSeconds(manifest.sessionGapSeconds())),
                manifest.hiddenSize(),
                BaselineSummary.of(metrics),
                metrics.network().events(),
                metrics.network().users(),
                100 * metrics.network().baseRate(),
                rows("after every event", metrics.network(), metrics.logisticRegression()),
                metrics.crops().stream()
                        .map(crop ->
                                rows(BaselineSummary.hidden(crop.hidden()), crop.network(), crop.logisticRegression()))
                        .collect(Collectors.joining("\n")),
                byDataSet(metrics),
                manifest.thresholds().high(),
                100 * metrics.high().share(),
                100 * metrics.high().precision(),
                100 * metrics.high().recall(),
                manifest.thresholds().medium(),
                100 * metrics.medium().share(),
                100 * metrics.medium().precision(),
                100 * metrics.medium().recall(),
                categories(metrics.categories()),
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
    private static String byDataSet(BundleMetrics metrics) {
        return metrics.dataSets().stream()
                .map(set -> rows(set.name(), set.network(), set.logisticRegression()) + "\n")
                .collect(Collectors.joining());
    }

    /** How well the category of a purchase is told; nothing but the empty line when the network tells none. */
    private static String categories(BundleMetrics.@Nullable Categories figures) {
        if (figures == null) {
            return "";
        }
        String text = """

                ## Which category

                An intent names the three likeliest categories of a purchase. Of 100 events before a purchase in the same
                visit, so many name the category that is bought next (%,d events of the test users, of all bands):

                | by | of 100 events |
                |---|---|
                | the categories of the visit's events so far | %.1f |
                | what the network expects next | %.1f |
                | a mix of both, the network's part %.2f | %.1f |

                The mix is fitted to the validation users. It is used for MEDIUM and HIGH; LOW names the visit's own
                categories. The network expects none but the categories that it knows by name; others count here as one for
                each shared index, which makes the visit look a little better than it is.
                """;
        return String.format(
                Locale.ROOT,
                text,
                figures.events(),
                100 * figures.byVisit(),
                100 * figures.byNetwork(),
                figures.mix(),
                100 * figures.byMix());
    }

    private static String rows(String where, HoldoutMetrics network, HoldoutMetrics regression) {
        return row(where + ": LSTM with regression", network) + "\n" + row(where + ": regression alone", regression);
    }

    private static String inWords(Duration gap) {
        return gap.toMinutes() % 60 == 0 ? gap.toHours() + " hours" : gap.toMinutes() + " minutes";
    }

    private static String row(String model, HoldoutMetrics figures) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f %% | %s | %s | %.4f | %.4f | %.4f |",
                model,
                100 * figures.baseRate(),
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
