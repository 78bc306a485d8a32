package io.intentstream.cli.demo;

/** Identifies an event: event ids are unique only per user. */
record EventKey(String userId, String eventId) {}
