package io.intentstream.server.http;

import io.intentstream.schema.Band;
import io.intentstream.schema.PurchaseIntent;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Selects the intents that a listener gets.
 *
 * @param bands any of these
 * @param categories any of these among the intent's likely categories; empty means all intents
 * @param users any of these; empty means all
 */
record IntentFilter(Set<Band> bands, Set<String> categories, Set<String> users) {

    /**
     * The filter of a request's parameters; without parameters, it selects all intents.
     *
     * @throws Problem 400 for an unknown band
     */
    static IntentFilter of(List<String> bands, List<String> categories, List<String> users) {
        Set<Band> wanted = EnumSet.noneOf(Band.class);
        bands.forEach(name -> wanted.add(band(name)));
        return new IntentFilter(
                wanted.isEmpty() ? EnumSet.allOf(Band.class) : wanted, Set.copyOf(categories), Set.copyOf(users));
    }

    private static Band band(String name) {
        return Arrays.stream(Band.values())
                .filter(band -> band.name().equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Problem.of(400, "there is no such band; allowed: " + Arrays.toString(Band.values())));
    }

    boolean accepts(PurchaseIntent intent) {
        return bands.contains(intent.getBand())
                && (users.isEmpty() || users.contains(intent.getUserId()))
                && (categories.isEmpty()
                        || intent.getCategories().stream()
                                .anyMatch(category -> categories.contains(category.getCategoryId())));
    }
}
