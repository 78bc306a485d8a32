/**
 * What people would use instead of the network: learners on the features of single events, and rules of thumb. Each
 * learns from the same sessions and features as the network. Imports {@code evaluation.sample}, {@code training},
 * {@code metric}, {@code model} and {@code feature}, and the libraries that it compares with.
 */
package io.intentstream.evaluation.baseline;
