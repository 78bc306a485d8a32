/**
 * Records and users as JSON, in the one form that commands and the HTTP server print. May import the schemas, {@code
 * state}, {@code engine} and {@code control}.
 */
package io.intentstream.json;
