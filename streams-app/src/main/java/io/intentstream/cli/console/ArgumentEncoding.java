package io.intentstream.cli.console;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * Tells whether Java has read the arguments as they were typed. It reads them by the locale, and puts a {@code ?} or U+FFFD in
 * place of what it cannot read: a command would work on another user, or on another file, than the one that was meant.
 */
public final class ArgumentEncoding {

    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char REPLACEMENT = '\uFFFD';

    private ArgumentEncoding() {}

    /** The problem with the first argument of this process that was not read as UTF-8. */
    public static Optional<String> problem(String[] args) {
        return problem(args, System.getProperty("sun.jnu.encoding", ""), commandLine());
    }

    /**
     * As {@link #problem(String[])}.
     *
     * @param encoding by which Java has read the arguments
     * @param commandLine the bytes of the arguments; empty where the system does not give them
     */
    static Optional<String> problem(String[] args, String encoding, byte[] commandLine) {
        boolean utf8 = encoding.equalsIgnoreCase("UTF-8");
        boolean exact = utf8 && commandLine.length > 0 && isUtf8(commandLine);
        return Arrays.stream(args)
                .filter(arg -> !exact && !isReadable(arg, utf8))
                .findFirst()
                .map(arg -> "the argument '" + SafeText.of(arg)
                        + "' can't be read as UTF-8. Type it in a terminal whose"
                        + " encoding is UTF-8, and set LC_ALL to a UTF-8 locale that the system has, such as C.UTF-8");
    }

    private static boolean isReadable(String arg, boolean utf8) {
        return arg.chars().noneMatch(c -> c == REPLACEMENT || !utf8 && (c == '?' || c > 0x7e));
    }

    private static boolean isUtf8(byte[] text) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] commandLine() {
        try {
            return Files.readAllBytes(COMMAND_LINE);
        } catch (IOException notLinux) {
            return new byte[0];
        }
    }
}
