/**
 * What scores are worth, given what came true: order, calibration, uncertainty. Functions of numbers alone, so that
 * training and evaluation measure alike. Imports nothing of the project.
 */
package io.intentstream.metric;
