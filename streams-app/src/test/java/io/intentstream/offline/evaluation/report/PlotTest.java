package io.intentstream.offline.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotTest {
    private static final List<Plot.At> DIAGONAL = List.of(new Plot.At(0, 0), new Plot.At(1, 1));

    @Test
    void shouldExtendAxisUntilTicksHaveShortLabels() {
        // Then
        assertThat(new Plot.Axis("lift", 8.3, false).most()).isEqualTo(10);
        assertThat(new Plot.Axis("events", 20, false).most()).isEqualTo(20);
        assertThat(new Plot.Axis("probability", 0.33, false).tick(0.2)).isEqualTo("0.20");
    }

    @Test
    void shouldDrawFromTheLowerLeftCorner() {
        // When
        String svg = plot(false).line("one", DIAGONAL, false).toHtml();

        // Then: the plot reaches from 46 to 348 and from 230 up to 10
        assertThat(svg).contains("d=\"M46.0 230.0L348.0 10.0\"");
    }

    @Test
    void shouldDrawReversedAxisFromTheRight() {
        // When
        String svg = plot(true).line("one", DIAGONAL, false).toHtml();

        // Then
        assertThat(svg).contains("d=\"M348.0 230.0L46.0 10.0\"");
    }

    @Test
    void shouldCloseBandAlongItsLowerLine() {
        // When
        String svg = plot(false)
                .band(List.of(new Plot.At(0, 1), new Plot.At(1, 1)), DIAGONAL)
                .toHtml();

        // Then
        assertThat(svg).contains("d=\"M46.0 10.0L348.0 10.0L348.0 10.0L46.0 230.0Z\"");
    }

    @Test
    void shouldShowLegendOnlyForSeveralLines() {
        // Given
        Plot plot = plot(false).line("first < one", DIAGONAL, true);

        // When
        String one = plot.toHtml();
        String two = plot.line("second", DIAGONAL, false).toHtml();

        // Then
        assertThat(one).doesNotContain("legend");
        assertThat(two).contains("legend", "first &lt; one", "second");
    }

    private static Plot plot(boolean reversed) {
        return new Plot("Title", new Plot.Axis("x", 1, reversed), Plot.Axis.share("y"));
    }
}
