package io.intentstream.core.engine;

import io.intentstream.schema.ClickEvent;

/**
 * A valid event and where it came from.
 *
 * @param event the event
 * @param source stable identity of the input partition, or of the file
 * @param offset its offset in the source; offsets rise; -1 when there is none
 */
public record InputEvent(ClickEvent event, long source, long offset) {}
