package io.intentstream.topology;

import io.intentstream.engine.BatchResult;
import io.intentstream.event.Validation;
import java.util.List;

/**
 * A batch worked out but not applied.
 *
 * @param validations one for each record
 * @param result what the engine made of the accepted ones
 * @param emissions what is to be sent, in the order of the input
 */
record StagedBatch(List<Validation> validations, BatchResult result, List<Emission> emissions) {}
