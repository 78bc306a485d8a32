/**
 * Users' requests from the sender's side: writes a request to the control topic and waits for the receipts that the
 * engine writes with the effect. For the command line and the HTTP server; knows topics, and nothing of the engine. May
 * import {@code config} and {@code serde}.
 */
package io.intentstream.control;
