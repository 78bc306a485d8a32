/**
 * What audiences would have been: their sizes, who enters and leaves, how they overlap and what their members buy, from past
 * events. Replays the events by {@link io.intentstream.offline.replay}; does not import Kafka.
 */
@NullMarked
package io.intentstream.offline.audience;

import org.jspecify.annotations.NullMarked;
