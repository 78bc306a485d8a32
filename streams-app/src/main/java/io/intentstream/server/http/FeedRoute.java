package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.apache.avro.specific.SpecificRecord;

/**
 * Sends new records of a topic as server-sent events, on the request's own thread, until the client disconnects or the server
 * stops. A client that receives nothing for as long as a connection may be idle is disconnected.
 */
final class FeedRoute<T extends SpecificRecord> {
    /** How long a client that lost its connection waits before it comes back. */
    private static final int RETRY_MILLIS = 3000;

    private final Broadcaster<T> source;
    private final OutputStream out;
    private final Duration heartbeat;

    private FeedRoute(Broadcaster<T> source, OutputStream out, Duration heartbeat) {
        this.source = source;
        this.out = out;
        this.heartbeat = heartbeat;
    }

    /**
     * Serves one client.
     *
     * @param request what it wants
     * @param source of the records
     * @param idle how long a connection may be idle; heartbeats come well before that and keep a quiet stream open
     */
    static <T extends SpecificRecord> void stream(
            Context ctx, FeedRequest<T> request, Broadcaster<T> source, Duration idle)
            throws IOException, InterruptedException {
        HttpServletResponse response = ctx.res();
        if (ctx.req().getMethod().equals("HEAD")) {
            response.setContentType("text/event-stream");
            return;
        }
        FeedSubscriber<T> listener = source.listen(request);
        try {
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("utf-8");
            FeedRoute<T> route = new FeedRoute<>(source, response.getOutputStream(), idle.dividedBy(3));
            route.replay(listener.replay());
            route.send(listener);
        } catch (IOException e) {
            // The client has disconnected or stopped reading: nothing is left to send.
        } finally {
            source.leave(listener);
        }
    }

    /** What the client missed, and where it is then: a client that gets no record for long has an id nevertheless. */
    private void replay(FeedHistory.Replay<T> replay) throws IOException {
        write(": listening\nretry: " + RETRY_MILLIS + "\n\n");
        if (replay.lost().isPresent()) {
            write(replay.lost().get());
        }
        for (FeedEvent<T> event : replay.events()) {
            write(event);
        }
        String data = "{\"replayed\":" + replay.events().size() + "}";
        write("id: " + replay.until() + "\nevent: live\ndata: " + data + "\n\n");
        out.flush();
    }

    private void send(FeedSubscriber<T> listener) throws IOException, InterruptedException {
        while (true) {
            FeedSubscriber.Next<T> next = listener.next(heartbeat);
            if (next.closed()) {
                return;
            }
            if (next.lost() > 0) {
                write(new LostEvents(next.lost(), LostEvents.Reason.SLOW));
            }
            if (next.event() == null) {
                String id = source.positionOf(listener)
                        .map(position -> "id: " + position + "\n")
                        .orElse("");
                write(": heartbeat\n" + id + "\n");
            } else {
                write(next.event());
            }
            if (!listener.hasNext()) {
                out.flush();
            }
        }
    }

    private void write(LostEvents lost) throws IOException {
        write("event: lost\ndata: " + lost.json(source.feed().plural()) + "\n\n");
    }

    private void write(FeedEvent<T> event) throws IOException {
        write("id: " + event.position() + "\nevent: " + source.feed().event() + "\ndata: " + event.json() + "\n\n");
    }

    private void write(String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }
}
