package io.intentstream.input.simulator;

import java.util.ArrayList;
import java.util.List;

/** What lies in a visit's cart. */
final class Basket {

    /** One product and how many of it. */
    record Line(Product product, int quantity) {}

    private static final int MOST_LINES = 5;

    private final List<Line> lines = new ArrayList<>();

    boolean isEmpty() {
        return lines.isEmpty();
    }

    boolean takes(Product product) {
        return lines.size() < MOST_LINES && lines.stream().noneMatch(line -> line.product() == product);
    }

    void add(Product product, int quantity) {
        lines.add(new Line(product, quantity));
    }

    Line first() {
        return lines.get(0);
    }

    Line removeFirst() {
        return lines.remove(0);
    }
}
