package io.intentstream.offline.input.simulator;

/**
 * A product of the simulated shop.
 *
 * @param index its place in the catalogue
 * @param itemId its id in events
 * @param categoryId its category, such as {@code fashion.shoes}
 * @param brand its brand
 * @param priceMinor its price in euro cents
 */
record Product(int index, String itemId, String categoryId, String brand, long priceMinor) {}
