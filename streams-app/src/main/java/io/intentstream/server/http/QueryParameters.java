package io.intentstream.server.http;

import static java.net.URLEncoder.encode;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters of a request's query. One that is not understood is refused: it must not select everything. */
final class QueryParameters {
    private static final Pattern MALFORMED = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private QueryParameters() {}

    /** @throws Problem 400 for a parameter of another name, or a query that is not percent-encoded */
    static void require(Context ctx, List<String> allowed) {
        if (MALFORMED.matcher(Objects.requireNonNullElse(ctx.queryString(), "")).find()) {
            throw Problem.of(400, "the parameters are not percent-encoded");
        }
        if (!allowed.containsAll(ctx.queryParamMap().keySet())) {
            throw Problem.of(400, "there is no such parameter; allowed: " + allowed);
        }
    }

    /** The query, encoded anew, with its question mark; empty without parameters. Clients may send what no URI allows. */
    static String encoded(Context ctx) {
        StringJoiner query = new StringJoiner("&", "?", "").setEmptyValue("");
        ctx.queryParamMap()
                .forEach((name, values) -> values.forEach(value -> query.add(
                        // A list keeps its length: a request of another instance must fit into the same bound.
                        encode(name, UTF_8) + "=" + encode(value, UTF_8).replace("%2C", ","))));
        return query.toString();
    }

    /** The only value of a parameter; null when it is absent. */
    static @Nullable String single(Context ctx, String name) {
        List<String> values = ctx.queryParams(name);
        if (values.size() > 1) {
            throw Problem.of(400, name + " may be given once");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /** A whole number in a range. */
    static int number(Context ctx, String name, int absent, int least, int most) {
        String text = single(ctx, name);
        if (text == null) {
            return absent;
        }
        if (!NUMBER.matcher(text).matches() || Integer.parseInt(text) < least || Integer.parseInt(text) > most) {
            throw Problem.of(400, name + " must be a whole number from " + least + " to " + most);
        }
        return Integer.parseInt(text);
    }

    /**
     * The constant of this name.
     *
     * @param what the word for such a constant, for the message
     * @param allowed those that a client may name
     */
    static <E extends Enum<E>> E constant(String what, String name, List<E> allowed) {
        return allowed.stream()
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(400, "there is no such " + what + "; allowed: " + allowed));
    }

    /** As {@link #constant(String, String, List)}, of all constants. */
    static <E extends Enum<E>> E constant(String what, String name, Class<E> type) {
        return constant(what, name, Arrays.asList(type.getEnumConstants()));
    }
}
