package io.intentstream.cli.demo;

/** What tells an event from all others: ids of events are unique per user only. */
record EventKey(String userId, String eventId) {}
