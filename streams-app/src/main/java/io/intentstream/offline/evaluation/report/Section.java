package io.intentstream.offline.evaluation.report;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * A part of a report in addition to the metrics of bundles.
 *
 * @param title its subject
 * @param text what a reader must know to read it
 * @param table its metrics, for people
 * @param plots the same as plots
 * @param metrics the same for programs; the JSON holds these alone
 */
@JsonIncludeProperties({"title", "text", "figures"})
public record Section(
        String title,
        List<String> text,
        ReportTable table,
        List<Plot> plots,
        @JsonProperty("figures") Object metrics) {}
