package io.intentstream.offline.input.simulator;

import java.util.ArrayList;
import java.util.List;

/** The cart of a session. */
final class Basket {

    /** A product and its quantity. */
    record BasketLine(Product product, int quantity) {}

    private static final int MOST_LINES = 5;

    private final List<BasketLine> lines = new ArrayList<>();

    boolean isEmpty() {
        return lines.isEmpty();
    }

    boolean takes(Product product) {
        return lines.size() < MOST_LINES && lines.stream().noneMatch(line -> line.product() == product);
    }

    void add(Product product, int quantity) {
        lines.add(new BasketLine(product, quantity));
    }

    BasketLine first() {
        return lines.get(0);
    }

    BasketLine removeFirst() {
        return lines.remove(0);
    }

    /** Empties the cart and returns its lines. */
    List<BasketLine> removeAll() {
        List<BasketLine> all = List.copyOf(lines);
        lines.clear();
        return all;
    }
}
