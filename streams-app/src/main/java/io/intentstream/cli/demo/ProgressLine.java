package io.intentstream.cli.demo;

/** What the screen shows while events are played: how far things are, and once a second the strongest intent. */
final class ProgressLine {

    private static final long SECOND_NANOS = 1_000_000_000L;

    private final DemoStats counts;
    private final Highlights highlights;
    private final long expected;
    private final Screen screen;
    private boolean headed;
    private long markNanos = System.nanoTime();
    private long markAccounted;
    private double eventsPerSecond;

    /** @param expected events that will be played; 0 when that is not known */
    ProgressLine(DemoStats counts, Highlights highlights, long expected, Screen screen) {
        this.counts = counts;
        this.highlights = highlights;
        this.expected = expected;
        this.screen = screen;
    }

    void show() {
        long now = System.nanoTime();
        if (now - markNanos >= SECOND_NANOS) {
            long accounted = counts.accounted();
            eventsPerSecond = (accounted - markAccounted) * (double) SECOND_NANOS / (now - markNanos);
            markNanos = now;
            markAccounted = accounted;
            showHighlight();
        }
        screen.progress(
                counts.accounted() == 0
                        ? "  waiting for the first results ..."
                        : DemoText.progress(counts.accounted(), expected, eventsPerSecond, counts.summary()));
    }

    /** What is left to show when all is done. */
    void showLast() {
        showHighlight();
        screen.clearProgress();
    }

    private void showHighlight() {
        highlights.take().ifPresent(intent -> {
            if (!headed) {
                headed = true;
                screen.line(DemoText.highlightsHeading());
            }
            screen.line(DemoText.highlight(intent));
        });
    }
}
