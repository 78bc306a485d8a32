package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.RankedScores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** The plots of a model: one line for each evaluation point. */
final class ModelPlots {
    private static final double LEAST_SHARE = 0.01;

    private final DataSetResults results;

    ModelPlots(DataSetResults results) {
        this.results = results;
    }

    List<String> all() {
        List<String> plots = new ArrayList<>(List.of(roc(), precisionRecall(), calibration(), gain(), lift()));
        if (!results.approach().isEmpty()) {
            plots.add(approach());
        }
        return plots;
    }

    private String roc() {
        Plot plot = new Plot("ROC curve", Plot.Axis.share("false positive rate"), Plot.Axis.share("recall"))
                .reference(new Plot.At(0, 0), new Plot.At(1, 1));
        return fromOrigin(plot, point -> new Plot.At(point.fallout(), point.recall()));
    }

    private String precisionRecall() {
        Plot plot = new Plot("Precision and recall", Plot.Axis.share("recall"), Plot.Axis.share("precision"));
        return lines(
                plot,
                false,
                view -> view.curves().points().stream().map(point -> new Plot.At(point.recall(), point.precision())));
    }

    private String gain() {
        Plot plot = new Plot(
                        "Gain: purchases caught by acting on the strongest",
                        Plot.Axis.share("share acted on"),
                        Plot.Axis.share("share of purchases caught"))
                .reference(new Plot.At(0, 0), new Plot.At(1, 1));
        return fromOrigin(plot, point -> new Plot.At(point.selected(), point.recall()));
    }

    private String lift() {
        Function<View, Stream<Plot.At>> lift = view -> view.curves().points().stream()
                .filter(point -> point.selected() >= LEAST_SHARE)
                .map(point -> new Plot.At(point.selected(), point.recall() / point.selected()));
        double most = results.views().stream()
                .flatMap(lift)
                .mapToDouble(Plot.At::y)
                .max()
                .orElse(1);
        Plot plot = new Plot(
                        "Lift over the base rate",
                        Plot.Axis.share("share acted on, from 1 %"),
                        new Plot.Axis("lift", most, false))
                .reference(new Plot.At(0, 1), new Plot.At(1, 1));
        return lines(plot, false, lift);
    }

    private String calibration() {
        double most = results.views().stream()
                .flatMap(view -> view.curves().calibration().stream())
                .mapToDouble(bin -> Math.max(bin.frequency(), bin.probability()))
                .max()
                .orElse(1);
        Plot.Axis probability = new Plot.Axis("mean probability", most, false);
        Plot plot = new Plot(
                        "Calibration: tenths of the events by probability",
                        probability,
                        new Plot.Axis("frequency", most, false))
                .reference(new Plot.At(0, 0), new Plot.At(probability.most(), probability.most()));
        return lines(
                plot,
                true,
                view -> view.curves().calibration().stream()
                        .map(bin -> new Plot.At(bin.probability(), bin.frequency())));
    }

    private String approach() {
        double most = results.approach().stream()
                .mapToDouble(at -> Math.max(at.buyers().value(), at.others().value()))
                .max()
                .orElse(1);
        int first = results.approach().get(results.approach().size() - 1).eventsBefore();
        Plot plot = new Plot(
                "Score by events before the end",
                new Plot.Axis("events before the end", Math.max(5, first), true),
                new Plot.Axis("mean probability", Math.min(1, 1.1 * most), false));
        mean(plot, "sessions that buy", Approach::buyers);
        mean(plot, "others", Approach::others);
        return plot.toHtml();
    }

    private void mean(Plot plot, String name, Function<Approach, Approach.MeanScore> kind) {
        plot.band(at(kind, 1.96), at(kind, -1.96)).line(name, at(kind, 0), true);
    }

    private List<Plot.At> at(Function<Approach, Approach.MeanScore> kind, double errors) {
        return results.approach().stream()
                .map(at -> {
                    Approach.MeanScore mean = kind.apply(at);
                    return new Plot.At(at.eventsBefore(), mean.value() + errors * mean.error());
                })
                .toList();
    }

    private String fromOrigin(Plot plot, Function<RankedScores.Point, Plot.At> place) {
        return lines(
                plot,
                false,
                view -> Stream.concat(
                        Stream.of(new Plot.At(0, 0)),
                        view.curves().points().stream().map(place)));
    }

    private String lines(Plot plot, boolean dots, Function<View, Stream<Plot.At>> places) {
        results.views()
                .forEach(view -> plot.line(view.title(), places.apply(view).toList(), dots));
        return plot.toHtml();
    }
}
