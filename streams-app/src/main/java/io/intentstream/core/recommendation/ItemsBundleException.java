package io.intentstream.core.recommendation;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An items bundle cannot be used. The message names the file, what is wrong with it and what to do. */
public final class ItemsBundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * @param file the file or folder at fault
     * @param problem what is wrong with it
     * @param remedy what to do, as a sentence
     */
    public ItemsBundleException(Path file, String problem, String remedy) {
        this(file, problem, remedy, null);
    }

    /**
     * @param file the file or folder at fault
     * @param problem what is wrong with it
     * @param remedy what to do, as a sentence
     * @param cause the exception that revealed the problem, if any
     */
    public ItemsBundleException(Path file, String problem, String remedy, @Nullable Throwable cause) {
        super("Items bundle: " + file + " " + problem + ". " + remedy, cause);
    }
}
