package io.intentstream.offline.input.simulator;

import io.intentstream.offline.input.simulator.ShopperType.ShoppingHabits;

/**
 * A shopper. Created again for each session from the seed and the number, so that a million shoppers take no memory.
 *
 * @param number from 0, the most active first
 * @param userId the id in events
 * @param type the character
 * @param favourites the categories of most sessions
 * @param channel {@code web} or {@code app}
 */
record Shopper(int number, String userId, ShopperType type, int[] favourites, String channel) {

    private static final int FAVOURITES = 3;

    static Shopper of(int number, long seed, Catalogue catalogue) {
        RandomStream random = new RandomStream(seed ^ 0x5D0B, number);
        ShopperType type = ShopperType.at(random.uniform());
        int[] favourites = new int[FAVOURITES];
        for (int i = 0; i < FAVOURITES; i++) {
            favourites[i] = catalogue.drawCategory(random);
        }
        return new Shopper(number, "shopper-" + number, type, favourites, random.chance(0.55) ? "app" : "web");
    }

    ShoppingHabits habits() {
        return type.habits();
    }

    /** Draws the category of a session. */
    int drawCategory(Catalogue catalogue, RandomStream random) {
        return random.chance(0.75) ? favourites[random.below(FAVOURITES)] : catalogue.drawCategory(random);
    }
}
