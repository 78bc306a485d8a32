/**
 * Requests about users (erase, resume) from the sender's side: writes a request to the control topic and waits for the receipt
 * that the engine writes. Knows topics and nothing of the engine.
 */
@NullMarked
package io.intentstream.server.privacy;

import org.jspecify.annotations.NullMarked;
