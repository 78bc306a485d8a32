package io.intentstream.offline.input.simulator;

/**
 * Two categories whose products are used together: shoppers who look at the one go on to the other more often than chance
 * would have it.
 *
 * @param category where they come from, such as {@code electronics.smartphone}
 * @param complement where they go on to, such as {@code electronics.headphones}
 */
public record Complement(String category, String complement) {}
