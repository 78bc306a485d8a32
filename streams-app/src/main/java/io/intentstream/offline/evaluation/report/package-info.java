/**
 * The report of an evaluation: its content as records, written as JSON, Markdown, HTML and console text. Of the project it
 * imports {@code offline.stats} only.
 */
@NullMarked
package io.intentstream.offline.evaluation.report;

import org.jspecify.annotations.NullMarked;
