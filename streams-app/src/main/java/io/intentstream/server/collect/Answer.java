package io.intentstream.server.collect;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;

/**
 * The answer to messages that were read.
 *
 * @param status 200 when at least one message was taken or there was none, 400 otherwise
 * @param json the body
 */
record Answer(int status, String json) {
    private static final int MAX_NAMED = 100;
    private static final int MAX_ID_CHARACTERS = 256;

    static final Answer SUCCESS = new Answer(200, "{\"success\":true}");

    /** The answer when Kafka has the events of these messages. */
    static Answer to(Received received) {
        if (received.rejections().isEmpty()) {
            return SUCCESS;
        }
        boolean success = !received.events().isEmpty() || received.skipped() > 0;
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("success", success);
        if (!success) {
            body.put("status", 400).put("message", received.rejections().get(0).message());
        }
        if (received.rejections().size() > MAX_NAMED) {
            body.put("rejectedCount", received.rejections().size());
        }
        ArrayNode rejected = body.putArray("rejected");
        received.rejections().stream().limit(MAX_NAMED).forEach(one -> {
            ObjectNode entry = rejected.addObject().put("index", one.index());
            if (one.messageId() != null) {
                entry.put("messageId", shortened(one.messageId()));
            }
            entry.put("reason", one.reason()).put("message", one.message());
        });
        return new Answer(success ? 200 : 400, body.toString());
    }

    private static String shortened(String id) {
        return id.length() <= MAX_ID_CHARACTERS ? id : id.substring(0, MAX_ID_CHARACTERS);
    }

    void write(Context ctx) {
        ctx.status(status).contentType("application/json").result(json);
    }
}
