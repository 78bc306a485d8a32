/**
 * The model bundle and how it scores: its manifest, its checks, and the LSTM run through DJL one step per event.
 *
 * <p>Imports {@code feature} and {@code config}; never {@code state}, {@code engine} or Kafka.
 */
package io.intentstream.model;
