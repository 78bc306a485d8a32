package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;

/**
 * Server-sent events of new intents, on the client's own thread until the client goes or the server stops. A client that
 * takes nothing for as long as the connection may idle is dropped.
 */
final class IntentStreamRoute {
    private IntentStreamRoute() {}

    /** @param idle how long a connection may take nothing; a quiet stream says something well before, and stays open */
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
            // The client has gone, or takes nothing: there is nobody to tell.
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
