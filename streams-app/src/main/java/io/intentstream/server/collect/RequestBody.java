package io.intentstream.server.collect;

import io.intentstream.server.http.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of one request. It is received as it comes, so that a slow client holds no thread, and within bounds of size and time.
 */
final class RequestBody implements ReadListener {
    /**
     * Most bytes, beyond those that fit, that are received only to be thrown away. A server that answers and closes while the client
     * still sends resets the connection, and the client never sees the answer.
     */
    static final int MAX_DISCARDED = 2 << 20;

    private static final int CHUNK = 8 << 10;

    private final ServletInputStream in;
    private final int maxBytes;
    private final InFlightBytes inFlight;
    private final ByteArrayOutputStream received;
    private final byte[] chunk = new byte[CHUNK];
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private volatile @Nullable Problem refusal;
    private int discarded;
    private long taken;
    private boolean released;

    /** @param maxBytes most bytes, before and after inflating */
    RequestBody(HttpServletRequest request, int maxBytes, InFlightBytes inFlight) throws IOException {
        this.in = request.getInputStream();
        this.maxBytes = maxBytes;
        this.inFlight = inFlight;
        this.received = new ByteArrayOutputStream(CHUNK);
    }

    /**
     * Begins to receive; the request must be asynchronous.
     *
     * @param patience within which the whole body must have come
     * @return the bytes as sent, or a {@link Problem}
     */
    CompletableFuture<byte[]> receive(Duration patience) {
        in.setReadListener(this);
        return whole.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).exceptionally(failure -> {
            throw failure instanceof TimeoutException
                    ? Objects.requireNonNullElseGet(refusal, () -> late(patience))
                    : (Problem) failure;
        });
    }

    private static Problem late(Duration patience) {
        return Problem.of(
                408, "the body did not come within " + patience.toSeconds() + " seconds", "Connection", "close");
    }

    @Override
    public void onDataAvailable() throws IOException {
        int read = 0;
        while (read >= 0 && !whole.isDone() && in.isReady()) {
            read = in.read(chunk);
            if (read > 0) {
                accept(read);
            }
        }
    }

    private void accept(int read) {
        Problem refused = refusal;
        if (refused != null) {
            discarded += read;
            if (discarded > MAX_DISCARDED) {
                whole.completeExceptionally(refused);
            }
            return;
        }
        try {
            requireRoom(read);
            received.write(chunk, 0, read);
        } catch (Problem problem) {
            refusal = problem;
        }
    }

    @Override
    public void onAllDataRead() {
        Problem refused = refusal;
        if (refused == null) {
            whole.complete(received.toByteArray());
        } else {
            whole.completeExceptionally(refused);
        }
    }

    /** The client has gone, or was silent for too long. */
    @Override
    public void onError(Throwable failure) {
        whole.completeExceptionally(Problem.of(408, "the body did not come to its end", "Connection", "close"));
    }

    /**
     * The bytes after gzip.
     *
     * @throws Problem when they are not gzip, or too many
     */
    byte[] inflate(byte[] sent) {
        try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(sent), CHUNK)) {
            ByteArrayOutputStream inflated = new ByteArrayOutputStream(Math.min(maxBytes, 4 * sent.length));
            for (int read = gzip.read(chunk); read >= 0; read = gzip.read(chunk)) {
                requireFit(inflated.size() + read, maxBytes);
                take(read);
                inflated.write(chunk, 0, read);
            }
            return inflated.toByteArray();
        } catch (IOException e) {
            throw Problem.of(400, "the body is not gzip, although Content-Encoding says so");
        }
    }

    private void requireRoom(int more) {
        requireFit(received.size() + more, maxBytes);
        take(more);
    }

    private synchronized void take(int bytes) {
        if (released || !inFlight.take(bytes)) {
            throw Busy.tooManyBytes();
        }
        taken += bytes;
    }

    /** Gives back the room that this body has taken; called when the request is answered. It takes no more afterwards. */
    synchronized void release() {
        released = true;
        inFlight.release(taken);
        taken = 0;
    }

    /** @throws Problem when a body of this size is too large */
    static void requireFit(long bytes, int maxBytes) {
        if (bytes > maxBytes) {
            throw Problem.of(
                    413,
                    "the body is too large: a message may have " + (Endpoint.maxMessageBytes() >> 10)
                            + " KB and a batch 500 KB, also before compression",
                    "Connection",
                    "close");
        }
    }
}
