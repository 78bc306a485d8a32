package io.intentstream.evaluation;

import io.intentstream.evaluation.baseline.BaselineKind;

/**
 * A baseline that has learnt.
 *
 * @param kind which
 * @param refitted whether from sessions cropped as they are measured; otherwise from every event, one for all crops
 * @param fitted its scores
 */
record Rival(BaselineKind kind, boolean refitted, BaselineKind.Fitted fitted) {}
