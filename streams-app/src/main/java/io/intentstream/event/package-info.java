/**
 * Which events may enter the engine, and why the others may not. Pure functions; imports the Avro contracts alone.
 */
package io.intentstream.event;
