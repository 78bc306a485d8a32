package io.intentstream.server.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.security.MessageDigest;
import java.util.Optional;

/** A token that requests must send, compared in a time that tells nothing about it. */
public final class BearerToken {
    private static final String BEARER = "Bearer ";

    private final byte[] token;
    private final String setting;

    /** @param setting that holds the token, named to those who do not send it */
    public BearerToken(String token, String setting) {
        this.token = token.getBytes(UTF_8);
        this.setting = setting;
    }

    /** @throws Problem when the request does not have the token */
    public void require(Context ctx) {
        String given = Optional.ofNullable(ctx.header("Authorization")).orElse("");
        boolean same = given.startsWith(BEARER)
                && MessageDigest.isEqual(given.substring(BEARER.length()).getBytes(UTF_8), token);
        if (!same) {
            throw Problem.of(
                    401,
                    "send the token of " + setting + " as: Authorization: Bearer ...",
                    "WWW-Authenticate",
                    "Bearer");
        }
    }
}
