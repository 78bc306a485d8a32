package io.intentstream.server.http;

import io.intentstream.core.audience.Audience;
import io.intentstream.core.audience.AudienceSet;
import java.util.stream.Collectors;

/** Finds audiences by the names that clients give, and tells those who name none that exists. */
final class DeclaredAudiences {
    private DeclaredAudiences() {}

    /** @throws Problem 404 when no audiences are declared */
    static AudienceSet requireSome(AudienceSet declared) {
        if (declared.isEmpty()) {
            throw Problem.of(
                    404,
                    "no audiences are declared; name a file of audiences in audiences.path, such as"
                            + " audiences/standard.yaml, on all instances and restart them");
        }
        return declared;
    }

    /**
     * The audience of a name.
     *
     * @param status of the answer when there is none
     * @throws Problem with that status; 404 when no audiences are declared
     */
    static Audience require(int status, AudienceSet declared, String name) {
        Audience audience = requireSome(declared).byName(name);
        if (audience == null) {
            throw Problem.of(
                    status,
                    "there is no such audience; declared are "
                            + declared.audiences().stream().map(Audience::name).collect(Collectors.joining(", ")));
        }
        return audience;
    }
}
