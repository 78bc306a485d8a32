package io.intentstream.offline.evaluation.report;

import com.fasterxml.jackson.annotation.JsonIncludeProperties;
import java.util.List;

/**
 * A part of a report besides the figures.
 *
 * @param title what it is about
 * @param text what a reader must know to read it
 * @param table its figures, for people
 * @param plots the same to look at
 * @param figures the same for programs; the JSON holds these alone
 */
@JsonIncludeProperties({"title", "text", "figures"})
public record Section(String title, List<String> text, Tables table, List<Plot> plots, Object figures) {}
