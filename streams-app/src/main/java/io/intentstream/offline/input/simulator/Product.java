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
record Product(int index, String itemId, String categoryId, String brand, long priceMinor) {
    /** Its name for people, such as {@code Alder shoes 1130}. */
    String name() {
        String kind = categoryId.substring(categoryId.indexOf('.') + 1);
        String number = itemId.substring(itemId.indexOf('-') + 1);
        return Character.toUpperCase(brand.charAt(0)) + brand.substring(1) + " " + kind + " " + number;
    }
}
