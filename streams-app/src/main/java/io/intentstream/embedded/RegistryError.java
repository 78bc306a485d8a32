package io.intentstream.embedded;

/** An error in Confluent's terms: an HTTP status and a more specific code. */
final class RegistryError extends RuntimeException {
    private final int status;
    private final int code;

    RegistryError(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static RegistryError subjectNotFound(String subject) {
        return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError versionNotFound(String version) {
        return new RegistryError(404, 40402, "Version " + version + " not found.");
    }

    static RegistryError schemaNotFound(Object which) {
        return new RegistryError(404, 40403, "Schema " + which + " not found");
    }

    static RegistryError invalidSchema(String why) {
        return new RegistryError(422, 42201, "Invalid schema: " + why);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
