package io.intentstream.server.http;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Certificates made for tests with the JDK's keytool, in PKCS12 files. */
public final class Certificate {
    public static final String PASSWORD = "changeit";

    private Certificate() {}

    /** A self-signed certificate for 127.0.0.1 with its key. */
    public static Path create(Path folder) throws IOException, InterruptedException {
        return key(folder, "engine", "san=ip:127.0.0.1");
    }

    /** A private certificate authority with its key. */
    static Path authority(Path folder, String name) throws IOException, InterruptedException {
        return key(folder, name, "bc:c");
    }

    /** A truststore that trusts only the certificates of this authority. */
    static Path trust(Path authority) throws IOException, InterruptedException {
        Path trust = authority.resolveSibling("trust-" + authority.getFileName());
        Path pem = authority.resolveSibling(authority.getFileName() + ".pem");
        keytool(authority, "-exportcert", "-alias", "key", "-rfc", "-file", pem.toString());
        keytool(trust, "-importcert", "-noprompt", "-alias", "authority", "-file", pem.toString());
        return trust;
    }

    /**
     * A certificate signed by an authority, with its key.
     *
     * @param subject in the form of keytool's {@code san=...}
     */
    static Path signed(Path authority, String name, String subject) throws IOException, InterruptedException {
        Path folder = authority.getParent();
        Path keys = key(folder, name, subject);
        String request = folder.resolve(name + ".csr").toString();
        String answer = folder.resolve(name + ".pem").toString();
        String issuer =
                authority.resolveSibling(authority.getFileName() + ".pem").toString();
        keytool(authority, "-exportcert", "-alias", "key", "-rfc", "-file", issuer);
        keytool(keys, "-certreq", "-alias", "key", "-file", request);
        keytool(
                authority,
                "-gencert",
                "-alias",
                "key",
                "-infile",
                request,
                "-outfile",
                answer,
                "-rfc",
                "-ext",
                subject);
        keytool(keys, "-importcert", "-noprompt", "-alias", "authority", "-file", issuer);
        keytool(keys, "-importcert", "-noprompt", "-alias", "key", "-file", answer);
        return keys;
    }

    private static Path key(Path folder, String name, String extension) throws IOException, InterruptedException {
        Path file = folder.resolve(name + ".p12");
        keytool(file, "-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", extension);
        return file;
    }

    private static void keytool(Path store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD));
        Process keytool = new ProcessBuilder(command).inheritIO().start();
        if (!keytool.waitFor(60, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool failed: " + command);
        }
    }
}
