/**
 * Settings as records: every key with its unit, default and meaning, and how a file, the environment and the command line are read.
 * To add a setting, add it to {@code Settings}; {@code docs/configuration.md} is generated from there.
 */
@NullMarked
package io.intentstream.config;

import org.jspecify.annotations.NullMarked;
