package io.intentstream.offline.training.data;

/**
 * Events from one origin. Users of different data sets are different users, even if their ids are equal.
 *
 * @param name its name in the model card
 * @param log its events
 */
public record DataSet(String name, EventLog log) {}
