/**
 * Settings as records: the table of all keys with units, defaults and meanings, and the loading from a file, the environment and
 * the command line.
 * To add a setting, add it to {@code Settings}; {@code docs/configuration.md} is generated from there.
 */
@NullMarked
package io.intentstream.config;

import org.jspecify.annotations.NullMarked;
