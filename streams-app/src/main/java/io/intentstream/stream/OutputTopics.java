package io.intentstream.stream;

/**
 * Names of the topics that the engine writes.
 *
 * @param profiles compacted topic of profiles
 * @param intents topic of intents
 * @param deadLetters topic of rejected records
 */
public record OutputTopics(String profiles, String intents, String deadLetters) {}
