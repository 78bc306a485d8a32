package io.intentstream.training;

import io.intentstream.state.Click;
import java.util.List;

/**
 * All that one user did.
 *
 * @param userId the user
 * @param clicks the events in time order; events of the same time in the order of arrival
 */
public record UserClicks(String userId, List<Click> clicks) {}
