package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Sends new intents as server-sent events, on the request's own thread, until the client disconnects or the server stops.
 * A client that receives nothing for as long as a connection may be idle is disconnected.
 */
final class IntentStreamRoute {
    private IntentStreamRoute() {}

    /** @param idle how long a connection may be idle; heartbeats come well before that and keep a quiet stream open */
    static void stream(Context ctx, IntentBroadcaster feed, Duration idle) throws IOException, InterruptedException {
        IntentFilter filter = IntentFilter.of(ctx.queryParams("band"), ctx.queryParams("category"));
        HttpServletResponse response = ctx.res();
        if (ctx.req().getMethod().equals("HEAD")) {
            response.setContentType("text/event-stream");
            return;
        }
        IntentSubscriber listener = feed.listen(filter);
        try {
            response.setContentType("text/event-stream");
            response.setCharacterEncoding("utf-8");
            send(listener, response.getOutputStream(), idle.dividedBy(3));
        } catch (IOException e) {
            // The client has disconnected or stopped reading: nothing is left to send.
        } finally {
            feed.leave(listener);
        }
    }

    private static void send(IntentSubscriber listener, OutputStream out, Duration heartbeat)
            throws IOException, InterruptedException {
        write(out, ": listening\n\n");
        out.flush();
        while (true) {
            IntentSubscriber.Next next = listener.next(heartbeat);
            if (next.closed()) {
                return;
            }
            if (next.lost() > 0) {
                write(out, "event: lost\ndata: {\"intents\":" + next.lost() + "}\n\n");
            }
            IntentSubscriber.Event event = next.event();
            write(
                    out,
                    event == null
                            ? ": heartbeat\n\n"
                            : "id: " + event.id() + "\nevent: intent\ndata: " + event.json() + "\n\n");
            if (!listener.hasNext()) {
                out.flush();
            }
        }
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(UTF_8));
    }
}
