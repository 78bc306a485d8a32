package io.intentstream.server.http;

import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * The static pages: the files of the folder {@code page} on the class path, with {@code index.html} at the root, and {@code
 * api.html}, which shows the description of the API.
 */
final class PageRoutes {
    /** Path of the page's other files. */
    static final String PREFIX = "/page/";

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    private PageRoutes() {}

    static void index(Context ctx) throws IOException {
        send(ctx, "index.html");
    }

    static void api(Context ctx) throws IOException {
        send(ctx, "api.html");
    }

    static void file(Context ctx) throws IOException {
        String name = ctx.path().substring(PREFIX.length());
        if (!name.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z0-9]+")) {
            throw Problem.of(404, "there is no such file");
        }
        send(ctx, name);
    }

    private static void send(Context ctx, String name) throws IOException {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream file = type == null ? null : PageRoutes.class.getResourceAsStream("/page/" + name)) {
            if (file == null) {
                throw Problem.of(404, "there is no such file");
            }
            ctx.contentType(type).header("Cache-Control", "no-cache").result(file.readAllBytes());
        }
    }
}
