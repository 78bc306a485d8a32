/**
 * The metrics of scores with known outcomes: ranking, calibration, confidence intervals, paired differences. Pure functions of
 * numbers, shared by training, evaluation and backtest. Imports nothing of the project.
 */
@NullMarked
package io.intentstream.offline.stats;

import org.jspecify.annotations.NullMarked;
