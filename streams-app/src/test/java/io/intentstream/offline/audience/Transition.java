package io.intentstream.offline.audience;

/**
 * A change of a membership, as engine and oracle both tell it.
 *
 * @param entered entered or left
 * @param time when, epoch milliseconds
 * @param byTime whether time brought it, and no event
 */
record Transition(String audience, boolean entered, long time, boolean byTime) {}
