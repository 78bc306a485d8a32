package io.intentstream.offline.training.bundle;

import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.model.ModelManifest;
import io.intentstream.offline.stats.Interval;
import io.intentstream.offline.training.data.EvaluationPoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes {@code MODEL_CARD.md}: what the model is for, where it comes from, how good it is, and its limits. */
public final class ModelCard {
    private ModelCard() {}

    /**
     * The card as Markdown.
     *
     * @param journey scores of a fixed journey; null when the training events know no cart
     */
    public static String of(ModelManifest manifest, BundleMetrics metrics, @Nullable ScoredJourney journey) {
        String text = """
                # %s %s

                After every event, the probability of a **%s** (%s of inactivity end a session).
                %s

                ## Is it better than something simple?

                %s

                The regression (logistic, ridge) and boosting (XGBoost) read the network's features of an event and of the
                two before it, learnt from the training users and are calibrated on the validation users, like the network.
                In brackets: 95 %% intervals. The same users are drawn for both models, 500 times, so an interval without 0
                shows that one of them is better. All this is one split and one seed. `./intentstream evaluate --model ...
                --refit-per-crop` adds more baselines and summarises several seeds.

                | model | learnt from |
                |---|---|
                | %s | %s |
                | logistic regression | %s |
                | gradient boosting | %s |

                Where a model learnt from a part of the events, it was first of all those of sessions that buy. The others
                were drawn randomly and weigh as much as those for which they stand.

                ## Metrics on test users

                %,d events of %,d users whom the model has not seen. Chance has the base rate as its average precision. In
                brackets: 95 %% intervals, drawing users.

                %s

                %s

                Calibration error is the expected one over 15 bins of equal width from 0 to 1. Where each session counts
                once, the base rate differs, long sessions weigh less, and probabilities may be less accurate: check the
                column before you compute with probabilities there.

                | band | probability from | share of the events | precision | recall |
                |---|---|---|---|---|
                | HIGH | %.4f | %.1f %% | %.1f %% | %.1f %% |
                | MEDIUM or HIGH | %.4f | %.1f %% | %.1f %% | %.1f %% |

                From HIGH on, the odds of a purchase are at least four times those of the base rate of the training events, from
                MEDIUM on one and a half times. A shop with other events will see other shares.
                %s
                %s## Training

                %s

                Weights, normalisation, vocabularies and bands come from the training users. The validation users decide when to
                stop, and the calibration. The test users are used for the metrics on this page alone: training
                chooses nothing by them. If you train many times and keep the bundle with the best card, you do choose by
                them, and its metrics will be better than those in use. Compare options by the validation metrics that
                `train` prints.

                The data is what the shop recorded: sessions, not intentions. It does not show who never came, who bought
                elsewhere or offline, or what a user did before the first event in the file.

                ## Features

                Numeric: %s.

                Categorical: %s.

                Normalisation and vocabularies come from the training users alone and are in `manifest.json`.

                ## Intended use

                To decide during a session which sessions to act on: an offer, help, a budget for bids. Rely on its ranking
                of sessions, and on its probabilities as far as the calibration error above allows. It predicts who is likely
                to buy, not whom an offer would make buy: that takes an experiment. Do not use it for decisions about people
                other than which offer to show them, such as prices, credit or access.

                ## Limits

                - The metrics hold for the shop that the data comes from. On another shop, expect the ranking of users to
                  carry over in part. Do not use the probabilities there until the model is trained again
                  (`intentstream train`).
                - Event types that the training data lacks were learnt from similar types, not from data: a view of the cart
                  counts about as an addition to it, a search or a page view about as a view of a product.%s
                - Categories outside the vocabulary share a few embeddings by hash. Brand, price and channel are features
                  only if the training data has them.
                - A user's history begins with the first event in the file, in training as in the stream.
                """;
        return String.format(
                Locale.ROOT,
                text,
                manifest.name(),
                manifest.version(),
                manifest.horizon(),
                inWords(Duration.ofSeconds(manifest.sessionGapSeconds())),
                introduction(manifest, metrics.validationLoss()),
                BaselineSummary.of(metrics),
                network(metrics),
                metrics.networkLearntFrom(),
                metrics.regressionLearntFrom(),
                metrics.boostingLearntFrom(),
                metrics.everyEvent().network().events(),
                metrics.everyEvent().network().users(),
                points(metrics),
                tables(metrics),
                manifest.thresholds().high(),
                100 * metrics.high().share(),
                100 * metrics.high().precision(),
                100 * metrics.high().recall(),
                manifest.thresholds().medium(),
                100 * metrics.medium().share(),
                100 * metrics.medium().precision(),
                100 * metrics.medium().recall(),
                categories(metrics.categories()),
                journey == null ? "" : journey.markdown() + "\n",
                training(manifest),
                manifest.features().numeric().stream()
                        .map(FeatureSpec.Numeric::name)
                        .collect(Collectors.joining(", ")),
                manifest.features().categorical().stream()
                        .map(ModelCard::vocabulary)
                        .collect(Collectors.joining(", ")),
                manifest.training().containsKey("assumption")
                        ? " Checkout\n  steps are an assumption (see Training): the effect of a checkout in progress is not measured."
                        : "");
    }

    /** What the model is; says so where the network is not worth its recurrent part. */
    private static String introduction(ModelManifest manifest, BundleMetrics.ValidationLoss loss) {
        String losses = String.format(
                Locale.ROOT, "%.5f against %.5f of logistic regression", loss.network(), loss.logisticRegression());
        return loss.isLower()
                ? "An LSTM of " + manifest.hiddenSize()
                        + " units reads the session event by event; its log-odds are calibrated.\nLoss on the validation users: "
                        + losses + "."
                : "**The recurrent part adds nothing here**: the loss on the validation users is " + losses
                        + ".\nThis network should not be called an LSTM, nor preferred to the regression.";
    }

    private static String network(BundleMetrics metrics) {
        return metrics.validationLoss().isLower() ? "LSTM" : "network";
    }

    /** What the points are, and which are missing. */
    private static String points(BundleMetrics metrics) {
        List<String> measured =
                metrics.points().stream().map(BundleMetrics.AtPoint::point).toList();
        String missing = EvaluationPoint.all().stream()
                .filter(point -> !measured.contains(point.id()))
                .map(EvaluationPoint::title)
                .collect(Collectors.joining("; "));
        return (missing.isEmpty()
                        ? ""
                        : "Not measured, since all scores there have one outcome or are those of every event: "
                                + missing + ".\n\n")
                + EvaluationPoint.EARLY + " " + EvaluationPoint.PER_SESSION + " " + EvaluationPoint.CROPS + " "
                + EvaluationPoint.ORDERS;
    }

    /** A table for all data sets together, and one for each if there are several. */
    private static String tables(BundleMetrics metrics) {
        List<String> tables = new ArrayList<>(List.of(table(metrics, metrics.points())));
        metrics.dataSets().forEach(set -> tables.add("### " + set.name() + "\n\n" + table(metrics, set.points())));
        return String.join("\n\n", tables);
    }

    private static String table(BundleMetrics metrics, List<BundleMetrics.AtPoint> points) {
        return points.stream().map(point -> rows(network(metrics), point)).collect(Collectors.joining("\n", """
                        | | base rate | AUROC | average precision | log loss | Brier | calibration error |
                        |---|---|---|---|---|---|---|
                        """, ""));
    }

    private static String rows(String network, BundleMetrics.AtPoint point) {
        HoldoutComparison comparison = point.comparison();
        List<String> rows = new ArrayList<>(List.of(
                row(point.title() + ": " + network, comparison.network()),
                row(
                        point.title() + ": regression",
                        comparison.logisticRegression().metrics())));
        if (comparison.gradientBoosting() != null) {
            rows.add(row(
                    point.title() + ": boosting", comparison.gradientBoosting().metrics()));
        }
        return String.join("\n", rows);
    }

    /** How well the category of a purchase is predicted; only an empty line when the network predicts none. */
    private static String categories(BundleMetrics.@Nullable Categories measured) {
        if (measured == null) {
            return "";
        }
        String text = """

                ## Which category

                An intent names the three likeliest categories of a purchase. How many of 100 intents before a purchase in
                the same session name the category that is bought next (%,d events of the test users, of all bands):

                | by | of 100 events |
                |---|---|
                | the categories of the session's events so far | %.1f |
                | what the network expects next | %.1f |
                | a mix of both, the network's share %.2f | %.1f |

                The mix is fitted to the validation users. It is used for MEDIUM and HIGH; LOW names the session's own
                categories. The network predicts only the categories that it knows by name. The others count here as one
                for each shared index, which makes the session's own categories look a little better than they are.
                """;
        return String.format(
                Locale.ROOT,
                text,
                measured.events(),
                100 * measured.bySession(),
                100 * measured.byNetwork(),
                measured.mix(),
                100 * measured.byMix());
    }

    private static String inWords(Duration gap) {
        return gap.toMinutes() % 60 == 0 ? gap.toHours() + " hours" : gap.toMinutes() + " minutes";
    }

    private static String row(String model, HoldoutMetrics metrics) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f %% | %s | %s | %.4f | %.4f | %.4f |",
                model,
                100 * metrics.baseRate(),
                withInterval(metrics.ranking().auroc(), metrics.ranking().aurocInterval()),
                withInterval(
                        metrics.ranking().averagePrecision(), metrics.ranking().averagePrecisionInterval()),
                metrics.logLoss(),
                metrics.brier(),
                metrics.calibrationError());
    }

    private static String withInterval(double value, Interval interval) {
        return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", value, interval.low(), interval.high());
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
