package io.intentstream.cli.security;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import io.intentstream.embedded.RegistryProxy;
import java.io.IOException;
import java.util.Base64;

/** A proxy before a registry that requires user and password. */
final class PasswordGate extends RegistryProxy {
    private final String expected;

    /** @param login as user:password */
    PasswordGate(String registry, String login) throws IOException {
        super(registry);
        this.expected = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(UTF_8));
    }

    @Override
    protected int refusal(HttpExchange exchange) {
        return expected.equals(exchange.getRequestHeaders().getFirst("Authorization")) ? PASS : 401;
    }
}
