package io.intentstream.offline.evaluation.report;

import io.intentstream.offline.stats.RankedScores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The plots of a model: one line for each vantage. */
final class ModelPlots {
    private final DataSetResults findings;

    ModelPlots(DataSetResults findings) {
        this.findings = findings;
    }

    List<String> all() {
        List<String> plots = new ArrayList<>(List.of(roc(), precisionRecall(), calibration(), gain(), lift()));
        if (!findings.approach().isEmpty()) {
            plots.add(approach());
        }
        return plots;
    }

    private String roc() {
        Plot plot = new Plot("ROC curve", Plot.Axis.share("false positive rate"), Plot.Axis.share("recall"))
                .reference(new Plot.At(0, 0), new Plot.At(1, 1));
        return curves(plot, new Plot.At(0, 0), point -> new Plot.At(point.fallout(), point.recall()));
    }

    private String precisionRecall() {
        Plot plot = new Plot("Precision and recall", Plot.Axis.share("recall"), Plot.Axis.share("precision"));
        for (View view : findings.views()) {
            List<Plot.At> places = view.curves().points().stream()
                    .map(point -> new Plot.At(point.recall(), point.precision()))
                    .toList();
            plot.line(view.title(), places, false);
        }
        return plot.toHtml();
    }

    private String gain() {
        Plot plot = new Plot(
                        "Gain: purchases caught by acting on the strongest",
                        Plot.Axis.share("part acted on"),
                        Plot.Axis.share("part of purchases caught"))
                .reference(new Plot.At(0, 0), new Plot.At(1, 1));
        return curves(plot, new Plot.At(0, 0), point -> new Plot.At(point.selected(), point.recall()));
    }

    private String lift() {
        double leastShare = 0.01;
        double most = findings.views().stream()
                .flatMap(view -> view.curves().points().stream())
                .filter(point -> point.selected() >= leastShare)
                .mapToDouble(point -> point.recall() / point.selected())
                .max()
                .orElse(1);
        Plot plot = new Plot(
                        "Lift over the base rate",
                        Plot.Axis.share("part acted on, from 1 % on"),
                        new Plot.Axis("lift", most, false))
                .reference(new Plot.At(0, 1), new Plot.At(1, 1));
        for (View view : findings.views()) {
            List<Plot.At> places = view.curves().points().stream()
                    .filter(point -> point.selected() >= leastShare)
                    .map(point -> new Plot.At(point.selected(), point.recall() / point.selected()))
                    .toList();
            plot.line(view.title(), places, false);
        }
        return plot.toHtml();
    }

    private String calibration() {
        double most = findings.views().stream()
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
        for (View view : findings.views()) {
            List<Plot.At> places = view.curves().calibration().stream()
                    .map(bin -> new Plot.At(bin.probability(), bin.frequency()))
                    .toList();
            plot.line(view.title(), places, true);
        }
        return plot.toHtml();
    }

    private String approach() {
        double most = findings.approach().stream()
                .mapToDouble(at -> Math.max(at.buyers().value(), at.others().value()))
                .max()
                .orElse(1);
        int first = findings.approach().get(findings.approach().size() - 1).eventsBefore();
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
        return findings.approach().stream()
                .map(at -> {
                    Approach.MeanScore mean = kind.apply(at);
                    return new Plot.At(at.eventsBefore(), mean.value() + errors * mean.error());
                })
                .toList();
    }

    private String curves(Plot plot, Plot.At start, Function<RankedScores.Point, Plot.At> place) {
        for (View view : findings.views()) {
            List<Plot.At> places = new ArrayList<>(List.of(start));
            view.curves().points().forEach(point -> places.add(place.apply(point)));
            plot.line(view.title(), places, false);
        }
        return plot.toHtml();
    }
}
