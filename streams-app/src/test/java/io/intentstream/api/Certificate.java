package io.intentstream.api;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A certificate for 127.0.0.1 that was made for a test, in a PKCS12 file with its key. */
final class Certificate {
    static final String PASSWORD = "changeit";

    private Certificate() {}

    static Path create(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve("engine.p12");
        Process keytool = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "engine",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=engine",
                        "-ext",
                        "san=ip:127.0.0.1",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        PASSWORD))
                .inheritIO()
                .start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool made no certificate");
        }
        return file;
    }
}
