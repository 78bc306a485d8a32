package io.intentstream.offline.input.simulator;

/** What each shopper remembers between sessions: one product and whether it is in the cart. Takes four bytes per shopper. */
final class ShopperMemory {

    /**
     * A remembered product.
     *
     * @param product its index in the catalogue
     * @param inCart whether it was left in the cart; otherwise it was viewed repeatedly or wished for
     */
    record Kept(int product, boolean inCart) {}

    private final int[] kept;

    ShopperMemory(int shoppers) {
        this.kept = new int[shoppers];
    }

    boolean hasAny(int shopper) {
        return kept[shopper] != 0;
    }

    Kept of(int shopper) {
        int value = kept[shopper];
        if (value == 0) {
            throw new IllegalStateException("shopper " + shopper + " remembers nothing");
        }
        return new Kept(Math.abs(value) - 1, value < 0);
    }

    void keep(int shopper, int product, boolean inCart) {
        kept[shopper] = inCart ? -product - 1 : product + 1;
    }

    void forget(int shopper) {
        kept[shopper] = 0;
    }
}
