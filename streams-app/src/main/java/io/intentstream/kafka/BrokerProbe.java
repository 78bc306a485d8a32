package io.intentstream.kafka;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeClusterOptions;
import org.apache.kafka.common.KafkaException;

/**
 * Asks the brokers whether they answer, and finds out why they do not. Kafka's clients try again for as long as they are allowed
 * to, and say little about it. Used by one thread.
 */
public final class BrokerProbe implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofMillis(500);

    /**
     * Why no broker answers.
     *
     * @param reason for a message
     * @param refused whether a broker was reached and refuses: then every client fails at once, and none tries again
     */
    public record Silence(String reason, boolean refused) {}

    private final Admin admin;
    private final List<String> servers;
    private final String protocol;

    BrokerProbe(Admin admin, Map<String, Object> settings) {
        this.admin = admin;
        this.servers = List.of(String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG))
                .trim()
                .split("\\s*,\\s*"));
        this.protocol = String.valueOf(settings.getOrDefault(
                CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, CommonClientConfigs.DEFAULT_SECURITY_PROTOCOL));
    }

    /**
     * Asks the brokers.
     *
     * @param patience how long an answer may take
     * @return empty when one answers
     */
    public Optional<Silence> silence(Duration patience) throws InterruptedException {
        try {
            admin.describeCluster(new DescribeClusterOptions().timeoutMs(Math.toIntExact(patience.toMillis())))
                    .clusterId()
                    .get();
            return Optional.empty();
        } catch (ExecutionException e) {
            return Optional.of(KafkaErrorExplainer.of(e)
                    .map(refusal -> new Silence(refusal, true))
                    .orElseGet(() -> new Silence(addresses(), false)));
        }
    }

    /** What becomes of a connection to each of the addresses. */
    private String addresses() {
        return servers.stream().map(this::connection).distinct().collect(Collectors.joining("; "));
    }

    private String connection(String server) {
        try (Socket socket = new Socket()) {
            InetSocketAddress address = ClientUtils.parseAndValidateAddresses(List.of(server), "use_all_dns_ips")
                    .get(0);
            socket.connect(address, Math.toIntExact(CONNECT.toMillis()));
            return server + " accepts connections, but gives no answer to security.protocol=" + protocol;
        } catch (SocketTimeoutException e) {
            return server + " accepts no connection within " + CONNECT.toMillis() + " ms";
        } catch (KafkaException e) {
            return server + " has no address";
        } catch (IOException e) {
            return server + " refuses connections (" + e.getMessage() + ")";
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
