package io.intentstream.core.recommendation;

import java.time.Duration;

/**
 * Which lists an engine writes, and from what.
 *
 * @param items what is known of products
 * @param emit after which events
 * @param limit most products of a list
 * @param boughtFilter how long a bought product is left out
 */
public record RecommendationPlan(ItemsBundle items, EmitRule emit, int limit, Duration boughtFilter) {}
