package io.intentstream.server.http;

import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Files of a folder on the class path, which browsers show as they are.
 *
 * @param name the folder's name, which is also the first part of the files' paths
 */
record StaticFolder(String name) {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "png", "image/png",
            "woff2", "font/woff2");

    /** What the paths of the files begin with, such as {@code /page/}. */
    String prefix() {
        return "/" + name + "/";
    }

    /** Path of all files, as a route. */
    String files() {
        return prefix() + "{file}";
    }

    /** Answers with one file. */
    Handler file(String file) {
        return ctx -> send(ctx, file);
    }

    /** Answers with the file that the path names. */
    void file(Context ctx) throws IOException {
        String file = ctx.path().substring(prefix().length());
        if (!file.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*\\.[a-z0-9]+")) {
            throw Problem.of(404, "there is no such file");
        }
        send(ctx, file);
    }

    private void send(Context ctx, String file) throws IOException {
        String type = TYPES.get(file.substring(file.lastIndexOf('.') + 1));
        try (InputStream bytes = type == null ? null : StaticFolder.class.getResourceAsStream(prefix() + file)) {
            if (bytes == null) {
                throw Problem.of(404, "there is no such file");
            }
            ctx.contentType(type).header("Cache-Control", "no-cache").result(bytes.readAllBytes());
        }
    }
}
