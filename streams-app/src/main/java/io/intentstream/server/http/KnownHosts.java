package io.intentstream.server.http;

import io.javalin.http.Context;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The names by which clients may address a server on a loopback address: a page of another site could reach it by its own host
 * name (DNS rebinding).
 */
public final class KnownHosts {
    private final Set<String> names;
    private final String remedy;

    /**
     * @param others names besides those of the loopback interface
     * @param remedy what to do when the server is to have another name
     */
    public KnownHosts(Set<String> others, String remedy) {
        this.remedy = remedy;
        this.names = new HashSet<>(Set.of("localhost", "127.0.0.1", "[::1]"));
        others.forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    }

    /** @throws Problem when the request is addressed to another host */
    public void require(Context ctx) {
        String host = Optional.ofNullable(ctx.header("Host")).orElse("");
        String name = host.replaceFirst(":\\d*$", "").toLowerCase(Locale.ROOT);
        if (!names.contains(name)) {
            throw Problem.of(421, "this server does not have the name in the Host header; " + remedy);
        }
    }
}
