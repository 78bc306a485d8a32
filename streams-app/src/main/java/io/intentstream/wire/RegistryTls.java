package io.intentstream.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Trust and key stores for a registry behind TLS, under Confluent's names {@code schema.registry.ssl.*}. */
final class RegistryTls {
    private static final String PREFIX = "schema.registry.ssl.";
    private static final Set<String> KNOWN = Set.of(
            "truststore.location",
            "truststore.password",
            "truststore.type",
            "keystore.location",
            "keystore.password",
            "keystore.type",
            "key.password");

    private RegistryTls() {}

    static Optional<SSLContext> from(SettingsMap settings) {
        rejectUnknown(settings);
        boolean wanted = settings.text(PREFIX + "truststore.location").isPresent()
                || settings.text(PREFIX + "keystore.location").isPresent();
        return wanted ? Optional.of(context(settings)) : Optional.empty();
    }

    /** Silently ignoring a TLS setting would be a security hole. */
    private static void rejectUnknown(SettingsMap settings) {
        for (String key : settings.configs().keySet()) {
            if (key.startsWith(PREFIX) && !KNOWN.contains(key.substring(PREFIX.length()))) {
                throw new ConfigException("Unknown setting " + key + ": allowed are " + PREFIX
                        + String.join(", " + PREFIX, new TreeSet<>(KNOWN)));
            }
        }
    }

    private static SSLContext context(SettingsMap settings) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keyManagers(settings), trustManagers(settings), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new ConfigException("The settings " + PREFIX + "* do not open the key or trust store: "
                    + e.getMessage() + "; check passwords and types");
        }
    }

    private static TrustManager @Nullable [] trustManagers(SettingsMap settings) throws GeneralSecurityException {
        Optional<KeyStore> store = store(settings, "truststore");
        if (store.isEmpty()) {
            return null;
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store.get());
        return factory.getTrustManagers();
    }

    private static KeyManager @Nullable [] keyManagers(SettingsMap settings) throws GeneralSecurityException {
        Optional<KeyStore> store = store(settings, "keystore");
        if (store.isEmpty()) {
            return null;
        }
        String password = settings.text(PREFIX + "key.password")
                .or(() -> settings.text(PREFIX + "keystore.password"))
                .orElse("");
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(store.get(), password.toCharArray());
        return factory.getKeyManagers();
    }

    private static Optional<KeyStore> store(SettingsMap settings, String kind) throws GeneralSecurityException {
        String key = PREFIX + kind + ".location";
        Optional<String> location = settings.text(key);
        if (location.isEmpty()) {
            return Optional.empty();
        }
        KeyStore store =
                KeyStore.getInstance(settings.text(PREFIX + kind + ".type").orElse("PKCS12"));
        char[] password = settings.text(PREFIX + kind + ".password")
                .map(String::toCharArray)
                .orElse(null);
        try (InputStream in = Files.newInputStream(Path.of(location.get()))) {
            store.load(in, password);
        } catch (IOException e) {
            throw new ConfigException(key, location.get(), "cannot be read: " + e.getMessage());
        }
        return Optional.of(store);
    }
}
