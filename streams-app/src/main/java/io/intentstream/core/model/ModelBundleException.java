package io.intentstream.core.model;

import java.nio.file.Path;

/** A model bundle that cannot be used; the message names the file, what is wrong with it and what to do. */
public final class ModelBundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file the file or folder at fault
     * @param problem what is wrong with it
     * @param remedy what to do, as a sentence
     */
    public ModelBundleException(Path file, String problem, String remedy) {
        this(file, problem, remedy, null);
    }

    /** As above, with what lies beneath. */
    public ModelBundleException(Path file, String problem, String remedy, Throwable cause) {
        super("Model bundle: " + file + " " + problem + ". " + remedy, cause);
    }
}
