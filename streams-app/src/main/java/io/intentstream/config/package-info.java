/**
 * Settings as records: every key with its unit, default and meaning, and how a file, the environment and the command line
 * become them. {@link io.intentstream.config.EngineSettings} is all that the core sees and knows no Kafka; the rest may
 * import Kafka's configuration definitions. Imports nothing of the project's.
 */
package io.intentstream.config;
