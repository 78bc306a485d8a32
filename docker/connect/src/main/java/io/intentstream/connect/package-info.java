/**
 * Transformations for Kafka Connect, which make of profiles and intents what sinks can store. They run inside a Connect
 * worker, in a class loader of their own: nothing but Connect's API and Jackson, which every worker has, may be imported.
 */
package io.intentstream.connect;
