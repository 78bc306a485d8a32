package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Sends new intents as server-sent events, on the request's own thread, until the client disconnects or the server stops.
 * A client that receives nothing for as long as a connection may be idle is disconnected.
 */
final class IntentStreamRoute {
    /** How long a client that lost its connection waits before it comes back. */
    private static final int RETRY_MILLIS = 3000;

    private IntentStreamRoute() {}

    /**
     * @param served the source of intents; throws a {@link Problem} while there is none
     * @param idle how long a connection may be idle; heartbeats come well before that and keep a quiet stream open
     */
    static void stream(Context ctx, Supplier<IntentBroadcaster> served, Duration idle)
            throws IOException, InterruptedException {
        StreamRequest request = StreamRequest.of(ctx);
        IntentBroadcaster feed = served.get();
        HttpServletResponse response = ctx.res();
        if (ctx.req().getMethod().equals("HEAD")) {
            response.setContentType("text/event-stream");
            return;
        }
        IntentSubscriber listener = feed.listen(request);
        try {
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("utf-8");
            OutputStream out = response.getOutputStream();
            replay(listener.replay(), out);
            send(listener, feed, out, idle.dividedBy(3));
        } catch (IOException e) {
            // The client has disconnected or stopped reading: nothing is left to send.
        } finally {
            feed.leave(listener);
        }
    }

    /** What the client missed, and where it is then: a client that gets no intent for long has an id nevertheless. */
    private static void replay(RecentIntents.Replay replay, OutputStream out) throws IOException {
        write(out, ": listening\nretry: " + RETRY_MILLIS + "\n\n");
        if (replay.lost().isPresent()) {
            write(out, replay.lost().get());
        }
        for (IntentEvent event : replay.events()) {
            write(out, event);
        }
        String data = "{\"replayed\":" + replay.events().size() + "}";
        write(out, "id: " + replay.until() + "\nevent: live\ndata: " + data + "\n\n");
        out.flush();
    }

    private static void send(IntentSubscriber listener, IntentBroadcaster feed, OutputStream out, Duration heartbeat)
            throws IOException, InterruptedException {
        while (true) {
            IntentSubscriber.Next next = listener.next(heartbeat);
            if (next.closed()) {
                return;
            }
            if (next.lost() > 0) {
                write(out, new LostIntents(next.lost(), LostIntents.Reason.SLOW));
            }
            if (next.event() == null) {
                String id = feed.positionOf(listener)
                        .map(position -> "id: " + position + "\n")
                        .orElse("");
                write(out, ": heartbeat\n" + id + "\n");
            } else {
                write(out, next.event());
            }
            if (!listener.hasNext()) {
                out.flush();
            }
        }
    }

    private static void write(OutputStream out, LostIntents lost) throws IOException {
        write(out, "event: lost\ndata: " + lost.json() + "\n\n");
    }

    private static void write(OutputStream out, IntentEvent event) throws IOException {
        write(out, "id: " + event.position() + "\nevent: intent\ndata: " + event.json() + "\n\n");
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }
}
