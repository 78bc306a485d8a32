package io.intentstream.server.http;

import io.javalin.config.RoutesConfig;

/** Paths of another part of the product that a server has beside its own. They check their requests themselves. */
public interface Mount {

    /** Whether a path belongs to this part. */
    boolean owns(String path);

    /** Adds the paths to the server. */
    void addTo(RoutesConfig routes);
}
