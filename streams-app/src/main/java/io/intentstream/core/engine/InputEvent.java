package io.intentstream.core.engine;

import io.intentstream.schema.ClickEvent;

/**
 * A validated event and where it came from.
 *
 * @param event the event
 * @param source stable identity of the input partition, or of the file
 * @param offset its place in the source, rising; -1 when there is none
 */
public record InputEvent(ClickEvent event, long source, long offset) {}
