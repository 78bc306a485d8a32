/**
 * Transformations for Kafka Connect, which turn profiles and intents into values that sinks can store. They run inside a Connect
 * worker, in a class loader of their own: nothing but Connect's API and Jackson, which every worker has, may be imported.
 */
package io.intentstream.connect;
