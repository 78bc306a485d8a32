package io.intentstream.server.http;

import io.intentstream.core.event.EventValidator;
import io.intentstream.core.event.Validation;

/** Reads user ids from paths, with the limits that hold for events. */
final class UserIds {

    private UserIds() {}

    /**
     * The user of a path {@code /something/USER} or {@code /something/USER/more}.
     *
     * @param path as received, percent-encoded
     * @throws Problem 400 when it is not a valid user id
     */
    static String ofPath(String path) {
        String userId = PathText.second(path, "user id");
        Validation.Rejected wrong = EventValidator.checkUserId(userId);
        if (wrong != null) {
            throw Problem.of(400, wrong.message());
        }
        return userId;
    }
}
