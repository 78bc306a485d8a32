package io.intentstream.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of the collector: where it listens, who may send events, and how many.
 *
 * @param host name or address that it binds to
 * @param port where it listens, 0 for any free port
 * @param topic where events go; absent means the engine's first input topic
 * @param writeKeys what trackers must send, see also {@code writeKeysPath}
 * @param writeKeysPath file with further write keys, one a line
 * @param eventsPerSecond most events a second of each write key; absent means no limit
 * @param bufferBytes most bytes of bodies that are received or wait for Kafka
 * @param corsOrigins origins whose pages may send events, in lower case
 * @param metricsToken what Prometheus must send; absent means that metrics are served on a loopback address only
 * @param keystore the server's certificate and key; absent means plain HTTP
 * @param plainAllowed whether plain HTTP is allowed on an address that other machines can reach
 */
public record CollectorSettings(
        String host,
        int port,
        Optional<String> topic,
        List<String> writeKeys,
        Optional<Path> writeKeysPath,
        Optional<Integer> eventsPerSecond,
        long bufferBytes,
        Set<String> corsOrigins,
        Optional<String> metricsToken,
        Optional<HttpSettings.KeyStoreFile> keystore,
        boolean plainAllowed) {

    public CollectorSettings {
        writeKeys = List.copyOf(writeKeys);
    }

    /** Whether it listens on a loopback address. Names are not resolved: only known ones count. */
    public boolean isLoopback() {
        return HttpSettings.isLoopback(host);
    }

    /** Whether trackers must send a known write key. */
    public boolean hasWriteKeys() {
        return !writeKeys.isEmpty() || writeKeysPath.isPresent();
    }

    /**
     * Makes sure that the settings are safe to collect with; other commands do not care.
     *
     * @throws InvalidConfigException with every unsafe combination; each message names the key and says what to do
     */
    public void requireSafe() {
        List<String> problems = new ArrayList<>();
        if (!isLoopback() && !hasWriteKeys()) {
            problems.add(Settings.COLLECTOR_WRITE_KEYS_PATH.name() + ": missing, but other machines can reach "
                    + named() + ", and anyone could send events; name a file with write keys, or listen on 127.0.0.1");
        }
        if (!isLoopback() && keystore.isEmpty() && !plainAllowed) {
            problems.add(Settings.COLLECTOR_KEYSTORE.name() + ": missing, but other machines can reach " + named()
                    + "; set a PKCS12 file, or set " + Settings.COLLECTOR_PLAIN_ALLOWED.name()
                    + "=true when a proxy in front of it terminates TLS");
        }
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
    }

    private String named() {
        return Settings.COLLECTOR_HOST.name() + "=" + host;
    }

    /** Without the write keys and the token. */
    @Override
    public String toString() {
        return "CollectorSettings[host=" + host + ", port=" + port + ", topic=" + topic + ", writeKeys="
                + writeKeys.size() + ", writeKeysPath=" + writeKeysPath + ", eventsPerSecond=" + eventsPerSecond
                + ", bufferBytes=" + bufferBytes + ", corsOrigins=" + corsOrigins + ", metricsToken="
                + (metricsToken.isPresent() ? "set" : "none") + ", keystore=" + keystore + ", plainAllowed="
                + plainAllowed + "]";
    }
}
