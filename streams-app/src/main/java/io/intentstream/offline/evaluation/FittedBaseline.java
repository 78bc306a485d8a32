package io.intentstream.offline.evaluation;

import io.intentstream.offline.training.baseline.BaselineKind;
import io.intentstream.offline.training.data.LearntFrom;

/**
 * A baseline that has learnt.
 *
 * @param kind which baseline
 * @param refitted whether it learnt from sessions cropped as those it is measured on; otherwise one, which learnt from every
 *     event, serves all crops
 * @param learntFrom what it learnt from
 * @param fitted returns its scores
 */
record FittedBaseline(BaselineKind kind, boolean refitted, LearntFrom learntFrom, BaselineKind.Fitted fitted) {}
