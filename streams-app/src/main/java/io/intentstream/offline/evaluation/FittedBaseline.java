package io.intentstream.offline.evaluation;

import io.intentstream.offline.evaluation.baseline.BaselineKind;

/**
 * A baseline that has learnt.
 *
 * @param kind which
 * @param refitted whether from sessions cropped as they are measured; otherwise from every event, one for all crops
 * @param fitted its scores
 */
record FittedBaseline(BaselineKind kind, boolean refitted, BaselineKind.Fitted fitted) {}
