package io.intentstream.offline.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.intentstream.core.event.BlankEvent;
import io.intentstream.schema.ClickEvent;
import java.io.IOException;

/**
 * One JSON object per line with the fields of ClickEvent. userId, eventTime and eventType are required; anything else
 * may be absent or null. A field that ClickEvent doesn't have is an error, since dropping it would lose data silently:
 * such values belong in {@code attributes}.
 */
final class JsonLinesParser implements LineParser {

    private static final String WHOLE = "whole line";

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    @Override
    public boolean isHeader(Line line) {
        return false;
    }

    @Override
    public ClickEvent parse(Line line) throws MalformedLineException {
        ClickEvent event = BlankEvent.create();
        try (JsonParser parser = json.createParser(line.bytes(), line.start(), line.end() - line.start())) {
            fill(event, parser);
        } catch (JsonProcessingException e) {
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            throw new MalformedLineException("column " + column, "one JSON object per line, each field once");
        } catch (IOException e) {
            throw new MalformedLineException(WHOLE, "valid UTF-8");
        }
        requireFields(event);
        if (event.getEventId() == null) {
            event.setEventId(line.eventId("jsonl"));
        }
        return event;
    }

    private static void fill(ClickEvent event, JsonParser parser) throws IOException, MalformedLineException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new MalformedLineException(WHOLE, "one JSON object per line");
        }
        String name;
        while ((name = parser.nextFieldName()) != null) {
            JsonEventField field = JsonEventField.named(name);
            if (parser.nextToken() != JsonToken.VALUE_NULL) {
                field.read(parser, event);
            }
        }
        if (parser.nextToken() != null) {
            throw new MalformedLineException(WHOLE, "nothing after the JSON object");
        }
    }

    private static void requireFields(ClickEvent event) throws MalformedLineException {
        require(event.getUserId() != null, "userId", "the user's id");
        require(event.getEventTime() != null, "eventTime", "epoch milliseconds or an ISO-8601 time");
        require(event.getEventType() != null, "eventType", "a name such as view_item");
    }

    private static void require(boolean present, String field, String expected) throws MalformedLineException {
        if (!present) {
            throw new MalformedLineException("field " + field + " is missing", expected);
        }
    }
}
