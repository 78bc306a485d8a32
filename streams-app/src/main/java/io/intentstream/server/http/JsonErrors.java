package io.intentstream.server.http;

import java.io.IOException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Jetty's own refusals (a URI that is too long, a header that is too large, a bad encoding) in the form of all errors. */
final class JsonErrors extends ErrorHandler {

    @Override
    protected void generateResponse(
            Request request, Response response, int code, String message, Throwable cause, Callback callback)
            throws IOException {
        SecurityHeaders.ALL.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put("Content-Type", "application/json");
        int headerBytes = request.getConnectionMetaData().getHttpConfiguration().getRequestHeaderSize();
        Content.Sink.write(response, true, Problem.json(code, words(code, headerBytes)), callback);
    }

    private static String words(int code, int headerBytes) {
        return switch (code) {
            case HttpStatus.BAD_REQUEST_400 ->
                "this is not a valid HTTP request: the path must be percent-encoded UTF-8 without"
                        + " NUL, and the Host header must be there once, with a name and a port";
            case HttpStatus.URI_TOO_LONG_414 ->
                "the address is too long: with all headers it may have " + headerBytes + " bytes";
            case HttpStatus.REQUEST_HEADER_FIELDS_TOO_LARGE_431 ->
                "the headers are too large: together they may have " + headerBytes + " bytes";
            case HttpStatus.UPGRADE_REQUIRED_426, HttpStatus.HTTP_VERSION_NOT_SUPPORTED_505 ->
                "this server speaks HTTP/1.1";
            default -> HttpStatus.getMessage(code);
        };
    }
}
