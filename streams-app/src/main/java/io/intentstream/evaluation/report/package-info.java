/**
 * The report of an evaluation: its content as records, and how it is written as JSON, Markdown and one HTML page. Imports
 * {@code metric} alone.
 */
package io.intentstream.evaluation.report;
