package io.intentstream.stream.processing;

import io.intentstream.core.engine.BatchResult;
import io.intentstream.core.event.Validation;
import java.util.List;

/**
 * A batch worked out but not applied.
 *
 * @param validations one for each record
 * @param result what the engine made of the accepted ones
 * @param outgoing what is to be sent, in the order of the input
 */
public record PlannedBatch(List<Validation> validations, BatchResult result, List<OutgoingRecord> outgoing) {}
