package io.intentstream.offline.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Kinds of files that hold no lines of UTF-8 text, recognised by their first bytes, and what to do with each. */
enum ForeignFile {
    UTF_32("is UTF-32 text", Advice.SAVE, "fffe0000", "0000feff"),
    UTF_16("is UTF-16 text", Advice.SAVE, "fffe", "feff"),
    ZSTD("is packed with zstd", Advice.UNPACK, "28b52ffd"),
    BZIP2("is packed with bzip2", Advice.UNPACK, "425a68"),
    XZ("is packed with xz", Advice.UNPACK, "fd377a585a00"),
    LZ4("is packed with lz4", Advice.UNPACK, "04224d18"),
    LZIP("is packed with lzip", Advice.UNPACK, "4c5a4950"),
    COMPRESS("is packed with compress", Advice.UNPACK, "1f9d"),
    SNAPPY("is packed with snappy", Advice.UNPACK, "ff060000734e61507059"),
    SEVEN_ZIP("is a 7z archive", Advice.UNPACK, "377abcaf271c"),
    RAR("is a RAR archive", Advice.UNPACK, "526172211a07"),
    ZIP("is a zip archive, or a workbook of Excel", Advice.UNPACK_OR_EXPORT, "504b0304", "504b0506", "504b0708"),
    GZIP("is packed with gzip twice", Advice.UNPACK_ONCE, "1f8b"),
    TAR("is a tar archive", Advice.UNPACK),
    PARQUET("is a Parquet file", Advice.EXPORT, "50415231", "50415245"),
    ORC("is an ORC file", Advice.EXPORT, "4f5243"),
    ARROW("is an Arrow file", Advice.EXPORT, "4152524f5731"),
    HDF5("is an HDF5 file", Advice.EXPORT, "894844460d0a1a0a"),
    PICKLE("is a pickled object of Python", Advice.EXPORT, "800495", "80039", "80059"),
    SQLITE("is a SQLite database", Advice.EXPORT, "53514c69746520666f726d6174203300"),
    EXCEL("is a document of Microsoft Office", Advice.EXPORT, "d0cf11e0a1b11ae1"),
    PDF("is a PDF document", Advice.EXPORT, "255044462d"),
    AVRO("is an Avro container file", "name it with --format clickevent-avro", "4f626a01"),
    LFS("is a pointer of Git LFS, not the file", "fetch the file with git lfs pull", text("version https://git-lfs")),
    WEB_PAGE(
            "is a web page", "download the file itself", text("<!DOCTYPE html"), text("<!doctype html"), text("<html"));

    /** As many bytes as a tar archive needs. */
    static final int HEAD_BYTES = 512;

    private static final int TAR_AT = 257;

    private final String what;
    private final String advice;
    private final String[] signatures;

    /** What to do. */
    private static final class Advice {
        static final String SAVE = "save it as UTF-8";
        static final String UNPACK = "unpack it first, or pack it with gzip instead";
        static final String UNPACK_ONCE = "unpack it once";
        static final String UNPACK_OR_EXPORT = "unpack it first, or export it as one of the formats of --format";
        static final String EXPORT = "export it as one of the formats of --format";
    }

    /** @param signatures the first bytes in hexadecimal digits, one of them */
    ForeignFile(String what, String advice, String... signatures) {
        this.what = what;
        this.advice = advice;
        this.signatures = signatures;
    }

    private static String text(String start) {
        return HexFormat.of().formatHex(start.getBytes(StandardCharsets.US_ASCII));
    }

    /** The kind of a file with these first bytes; empty when they may be those of text. */
    static Optional<ForeignFile> of(byte[] head) {
        String digits = HexFormat.of().formatHex(head);
        return Arrays.stream(values())
                .filter(kind -> Arrays.stream(kind.signatures).anyMatch(digits::startsWith))
                .findFirst()
                .or(() -> isTar(head) ? Optional.of(TAR) : unmarkedWideText(head));
    }

    /** The kind of a file; empty when it may be text, or cannot be read. */
    static Optional<ForeignFile> of(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(HEAD_BYTES));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What is wrong and what to do, as the end of a sentence that begins with the file's name. */
    String problem() {
        return what + ": " + advice;
    }

    /** Text without a byte order mark: its first characters are ASCII, so the other bytes of each are 0. */
    private static Optional<ForeignFile> unmarkedWideText(byte[] head) {
        if (head.length < 4) {
            return Optional.empty();
        }
        int zeros = (head[0] == 0 ? 8 : 0) + (head[1] == 0 ? 4 : 0) + (head[2] == 0 ? 2 : 0) + (head[3] == 0 ? 1 : 0);
        return switch (zeros) {
            case 0b0101, 0b1010 -> Optional.of(UTF_16);
            case 0b0111, 0b1110 -> Optional.of(UTF_32);
            default -> Optional.empty();
        };
    }

    private static boolean isTar(byte[] head) {
        return new String(head, StandardCharsets.ISO_8859_1).startsWith("ustar", TAR_AT);
    }
}
