package io.intentstream.wire;

import com.fasterxml.jackson.databind.JsonNode;
import io.intentstream.core.event.RejectReason;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Finds schemas by their ids. An id's schema never changes, so what was found is kept without limit; an id that the registry
 * does not know is remembered for a while.
 *
 * <p>Ids of records that wait to be read can be asked for ahead, many at the same time, so that one bad record after the other
 * does not cost one round trip after the other. Asking ahead only fills the memory: an id without an answer is asked for when
 * its record is read, so no record is judged before the registry was asked. All requests together stay below a rate.
 */
final class SchemaLookup {
    private static final int MOST_AT_ONCE = 64;
    private static final int MOST_AHEAD = 10_000;
    private static final int MOST_PER_SECOND = 2_000;
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(1);

    private final RegistryHttp http;
    private final RegistryProof proof;
    private final UnknownIds unknown;
    private final RequestRate rate = new RequestRate(MOST_PER_SECOND);
    private final Map<Integer, Found> found = new ConcurrentHashMap<>();
    private final Map<Integer, CompletableFuture<Void>> ahead = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor askers = askers();
    private volatile long noneAheadUntil = System.nanoTime();

    /** What the registry holds under an id. */
    private sealed interface Found {}

    private record Readable(Schema schema) implements Found {}

    private record Unreadable(RejectReason reason, String message) implements Found {}

    SchemaLookup(RegistryHttp http, RegistryProof proof, Duration unknownIdTtl) {
        this.http = http;
        this.proof = proof;
        this.unknown = new UnknownIds(unknownIdTtl);
    }

    /** The threads end when there is nothing to ask for. */
    private static ThreadPoolExecutor askers() {
        ThreadPoolExecutor askers = new ThreadPoolExecutor(
                MOST_AT_ONCE, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "schema-lookup");
                    thread.setDaemon(true);
                    return thread;
                });
        askers.allowCoreThreadTimeOut(true);
        return askers;
    }

    /**
     * The schema with this id.
     *
     * @throws RejectedBytesException when it is not an Avro schema
     * @throws RegistryException when the registry does not know it, does not answer, or refuses to
     */
    Schema schemaOf(int id) {
        CompletableFuture<Void> asking = ahead.get(id);
        if (asking != null) {
            awaitAnswer(asking);
        }
        Found known = found.get(id);
        if (known == null) {
            unknown.throwIfContained(id);
            known = ask(id, true);
        }
        if (known instanceof Unreadable unreadable) {
            throw new RejectedBytesException(unreadable.reason(), unreadable.message());
        }
        return ((Readable) known).schema();
    }

    /** Starts to ask for an id that is not known yet; returns at once. */
    void askAhead(int id) {
        if (found.containsKey(id)
                || unknown.contains(id)
                || ahead.size() >= MOST_AHEAD
                || noneAheadUntil - System.nanoTime() > 0) {
            return;
        }
        CompletableFuture<Void> asking = new CompletableFuture<>();
        if (ahead.putIfAbsent(id, asking) == null) {
            askers.execute(() -> askAhead(id, asking));
        }
    }

    private void askAhead(int id, CompletableFuture<Void> asking) {
        try {
            if (noneAheadUntil - System.nanoTime() <= 0) {
                ask(id, false);
            }
        } catch (UnknownSchemaIdException e) {
            // It is remembered.
        } catch (RuntimeException e) {
            // Whoever reads the record asks again, and waits or fails.
            noneAheadUntil = System.nanoTime() + PAUSE_AFTER_FAILURE.toNanos();
        } finally {
            ahead.remove(id);
            asking.complete(null);
        }
    }

    private static void awaitAnswer(CompletableFuture<Void> asking) {
        try {
            asking.get();
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("asking ahead never fails", e);
        }
    }

    private Found ask(int id, boolean retries) {
        String path = path(id);
        rate.await();
        Found answer;
        try {
            answer = parse(requireSchema(path, retries ? http.get(path) : http.getWithoutRetries(path)));
        } catch (RegistryRefusedException e) {
            throw unknown.add(id, whyUnknown(id, e));
        }
        proof.found(id);
        found.put(id, answer);
        return answer;
    }

    static String path(int id) {
        return "/schemas/ids/" + id;
    }

    private static JsonNode requireSchema(String path, JsonNode answer) {
        if (!answer.path("schema").isTextual()) {
            throw RegistryRefusedException.noRegistry(path);
        }
        return answer;
    }

    /**
     * An error code 404xx is the registry's own word. Any other "no" may come from a wrong address, or from what stands before
     * the registry: it is about the id only if the address answers otherwise as a registry does.
     */
    private String whyUnknown(int id, RegistryRefusedException refusal) {
        if (refusal.saysNotFound()) {
            return "the schema registry does not know schema id " + id;
        }
        if (refusal.status() == 401) {
            throw refusal;
        }
        proof.require();
        return "the schema registry refuses schema id %d and answers otherwise: %s".formatted(id, refusal.getMessage());
    }

    private Found parse(JsonNode answer) {
        try {
            return new Readable(SchemaText.parse(answer, this::reference));
        } catch (RejectedBytesException e) {
            return new Unreadable(e.reason(), e.getMessage());
        }
    }

    private JsonNode reference(String subject, int version) {
        try {
            return http.get(SchemaRegistryClient.subjectPath(subject) + "/versions/" + version);
        } catch (RegistryRefusedException e) {
            if (e.saysNotFound()) {
                throw new RejectedBytesException(
                        RejectReason.UNDECODABLE,
                        "the writer's schema refers to version %d of subject %s, which the schema registry does not have"
                                .formatted(version, subject),
                        e);
            }
            throw e;
        }
    }
}
