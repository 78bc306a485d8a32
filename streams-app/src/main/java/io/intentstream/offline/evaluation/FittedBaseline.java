package io.intentstream.offline.evaluation;

import io.intentstream.offline.training.baseline.BaselineKind;

/**
 * A baseline that has learnt.
 *
 * @param kind which baseline
 * @param refitted whether it learnt from sessions cropped as those it is measured on; otherwise one, which learnt from every
 *     event, serves all crops
 * @param fitted returns its scores
 */
record FittedBaseline(BaselineKind kind, boolean refitted, BaselineKind.Fitted fitted) {}
