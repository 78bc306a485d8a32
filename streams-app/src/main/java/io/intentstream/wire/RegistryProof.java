package io.intentstream.wire;

/**
 * Tells a registry's "no" about one schema id from an address that is no registry: asks the same address for something that
 * must exist, which is the schema that was read last, and the list of subjects before the first one. Safe for use by many
 * threads.
 */
final class RegistryProof {
    private static final String SUBJECTS = "/subjects";

    private final RegistryHttp http;
    private volatile String witness = SUBJECTS;
    private volatile boolean proven;

    RegistryProof(RegistryHttp http) {
        this.http = http;
    }

    /** The registry has a schema with this id. */
    void found(int id) {
        witness = SchemaLookup.path(id);
        proven = true;
    }

    /**
     * Returns when the address answers as a registry does.
     *
     * @throws RegistryRefusedException when it never has, or when it refuses the credentials
     * @throws RegistryUnavailableException when it does not answer, or has answered as a registry before and no longer does:
     *     what stands before it may answer in its place
     */
    void require() {
        String asked = witness;
        try {
            if (asked.equals(SUBJECTS) || !isFound(asked)) {
                requireSubjects();
            }
            proven = true;
        } catch (RegistryRefusedException e) {
            if (!proven || e.refusesCredentials()) {
                throw e;
            }
            throw new RegistryUnavailableException(
                    "The schema registry no longer answers as one: " + e.getMessage(), e);
        }
    }

    /** A schema may have been deleted since it was read. */
    private boolean isFound(String path) {
        try {
            return http.get(path).path("schema").isTextual();
        } catch (RegistryRefusedException e) {
            return false;
        }
    }

    private void requireSubjects() {
        if (!http.get(SUBJECTS).isArray()) {
            throw RegistryRefusedException.noRegistry(SUBJECTS);
        }
    }
}
