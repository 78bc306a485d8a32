/**
 * Records and users as JSON, in the form that both the commands and the HTTP server print.
 */
@NullMarked
package io.intentstream.server.json;

import org.jspecify.annotations.NullMarked;
