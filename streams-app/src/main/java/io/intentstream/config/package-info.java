/**
 * Settings as records: every key with its unit, default and meaning. Imports nothing of the project's.
 */
package io.intentstream.config;
