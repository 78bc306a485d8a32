package io.intentstream.server.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.intentstream.stream.query.Part;
import io.intentstream.stream.query.QueryException;
import io.intentstream.stream.query.UserDirectory;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Collects what all instances know of something, and makes sure that together they speak for all partitions, each once: an
 * answer that leaves out users must not look complete. An instance that is asked by another answers with its own part.
 */
final class InstanceParts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Forwarder forwarder;

    InstanceParts(Forwarder forwarder) {
        this.forwarder = forwarder;
    }

    /** Answers another instance. */
    static void answer(Context ctx, Supplier<? extends Part> own) {
        try {
            ctx.contentType("application/json").result(JSON.writeValueAsString(asked(own)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What this instance knows; 503 when it cannot say now. */
    private static <P extends Part> P asked(Supplier<P> own) {
        try {
            return own.get();
        } catch (QueryException e) {
            throw Problem.unavailable(e.getMessage());
        }
    }

    /**
     * Asks the other instances, too.
     *
     * @param own what this one knows
     * @param asOf event time that the others are told, epoch milliseconds
     * @throws Problem 503 when an instance cannot say now, or some partition is on none that answers
     */
    <P extends Part> List<P> collect(Context ctx, UserDirectory users, Supplier<P> own, Class<P> type, long asOf) {
        List<P> parts = new ArrayList<>();
        parts.add(asked(own));
        for (byte[] answer : forwarder.askForParts(ctx, users.others(), asOf)) {
            parts.add(read(answer, type));
        }
        requireAll(parts, users.partitions());
        return parts;
    }

    private static <P extends Part> P read(byte[] answer, Class<P> type) {
        try {
            return JSON.readValue(answer, type);
        } catch (IOException e) {
            throw Problem.unavailable(
                    "another instance answers in a form that this one does not know; run the same release"
                            + " on all of them");
        }
    }

    private static void requireAll(List<? extends Part> parts, int partitions) {
        Set<Integer> covered = new HashSet<>();
        for (Part part : parts) {
            for (int partition : part.partitions()) {
                if (!covered.add(partition)) {
                    throw Problem.unavailable("partition " + partition + " is being moved");
                }
            }
        }
        for (int partition = 0; partition < partitions; partition++) {
            if (!covered.contains(partition)) {
                throw Problem.unavailable("partition " + partition
                        + " is being assigned or restored, or is on an instance without an HTTP server");
            }
        }
    }
}
