package io.intentstream.offline.training.data;

/**
 * Events of one origin. Users of different data sets are different users, whatever their ids.
 *
 * @param name what the model card calls it
 * @param log its events
 */
public record DataSet(String name, EventLog log) {}
