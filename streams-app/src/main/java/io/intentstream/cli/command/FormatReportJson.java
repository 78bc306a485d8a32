package io.intentstream.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.offline.input.EventFormat;
import io.intentstream.offline.input.FormatReport;
import io.intentstream.offline.input.FormatReport.Contents;
import io.intentstream.offline.input.FormatReport.DistinctCount;
import io.intentstream.offline.input.FormatReport.NameCount;
import java.util.List;

/** What becomes of a file as one JSON object, for programs. */
final class FormatReportJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private FormatReportJson() {}

    static String of(String file, EventFormat format, FormatReport report) {
        ObjectNode all = JSON.createObjectNode();
        all.put("file", file).put("format", format.id()).put("records", report.records());
        all.put("events", report.events())
                .put("skipped", report.skippedRecords())
                .put("rejected", report.rejectedRecords());
        report.contents().ifPresent(contents -> put(all.putObject("contents"), contents));
        counts(all.putObject("skippedByName"), report.skipped());
        ArrayNode rejected = all.putArray("rejectedByReason");
        report.rejected()
                .forEach(each -> rejected.addObject()
                        .put("reason", each.reason().name())
                        .put("message", each.message())
                        .put("records", each.records())
                        .set("firstLines", JSON.valueToTree(each.first())));
        counts(all.putObject("unknownEvents"), report.unknownEvents());
        counts(all.putObject("unusedFields"), report.unusedFields());
        counts(all.putObject("missingFields"), report.missing());
        ArrayNode examples = all.putArray("examples");
        report.examples()
                .forEach(each -> examples.addObject()
                        .put("line", each.line())
                        .put("source", each.source())
                        .set("event", tree(each.event().toString())));
        return all.toString();
    }

    private static void put(ObjectNode to, Contents contents) {
        to.put("earliest", contents.earliest().toString())
                .put("latest", contents.latest().toString())
                .put("withoutConsent", contents.withoutConsent());
        put(to, "users", contents.users());
        put(to, "products", contents.products());
        put(to, "orders", contents.orders());
        to.set("valueMinor", JSON.valueToTree(contents.valueMinor()));
        counts(to.putObject("eventTypes"), contents.types());
    }

    private static void put(ObjectNode to, String what, DistinctCount ids) {
        to.put(what, ids.count()).put(what + "Complete", ids.complete());
    }

    private static void counts(ObjectNode to, List<NameCount> counts) {
        counts.forEach(each -> to.put(each.name(), each.records()));
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro writes JSON", e);
        }
    }
}
