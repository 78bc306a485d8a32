package io.intentstream.cli.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A broker's certificate for 127.0.0.1, a truststore that holds it and one that holds another; made by the JDK's
 * keytool.
 *
 * @param folder of the files
 */
record Certificates(Path folder) {
    static final String PASSWORD = "store-secret-4711";

    static Certificates make(Path folder) {
        Certificates made = new Certificates(folder);
        made.pair("broker");
        made.pair("stranger");
        return made;
    }

    Path brokerKeystore() {
        return store("broker");
    }

    Path truststore() {
        return store("broker-trust");
    }

    /** A truststore that does not hold the broker's certificate. */
    Path strangersTruststore() {
        return store("stranger-trust");
    }

    private Path store(String name) {
        return folder.resolve(name + ".p12");
    }

    private void pair(String name) {
        String certificate = folder.resolve(name + ".pem").toString();
        keytool(name, "-genkeypair", "-keyalg", "EC", "-dname", "CN=" + name, "-ext", "san=ip:127.0.0.1");
        keytool(name, "-exportcert", "-rfc", "-file", certificate);
        keytool(name + "-trust", "-importcert", "-noprompt", "-file", certificate);
    }

    private void keytool(String store, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of("-alias", "only", "-keystore", store(store).toString()));
        command.addAll(List.of("-storepass", PASSWORD, "-storetype", "PKCS12"));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("keytool.log").toFile())
                    .start();
            if (process.waitFor() != 0) {
                throw new IllegalStateException("keytool failed, see " + folder.resolve("keytool.log"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
