/**
 * Records and users as JSON, in the one form that commands and the HTTP server print.
 */
@NullMarked
package io.intentstream.server.json;

import org.jspecify.annotations.NullMarked;
