/**
 * The {@code user} command: one user's profile and behaviour window, read from the topics as they stand. May import
 * everything; only the command line imports it.
 */
package io.intentstream.cli.user;
