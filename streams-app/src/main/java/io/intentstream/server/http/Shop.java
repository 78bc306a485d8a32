package io.intentstream.server.http;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * A small shop to click through, at {@code /shop}. Its tracker sends to the collector of the same server, and beside the shop
 * stands what the engine knows of the shopper.
 */
public final class Shop implements Mount {
    /** Path of the shop. */
    public static final String PATH = "/shop";

    private static final StaticFolder FILES = new StaticFolder("shop");

    @Override
    public boolean owns(String path) {
        return path.equals(PATH) || path.startsWith(FILES.prefix());
    }

    @Override
    public void addTo(RoutesConfig routes) {
        add(routes, PATH, FILES.file("index.html"));
        add(routes, FILES.files(), FILES::file);
    }

    private static void add(RoutesConfig routes, String path, Handler handler) {
        routes.addHttpHandler(HandlerType.GET, path, handler);
        routes.addHttpHandler(HandlerType.HEAD, path, handler);
    }
}
