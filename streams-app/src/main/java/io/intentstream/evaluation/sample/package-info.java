/**
 * What is measured: sessions with features and outcomes, and the events of them whose scores count. Imports {@code
 * training}, {@code metric}, {@code feature}, {@code state} and {@code config}.
 */
package io.intentstream.evaluation.sample;
