package io.intentstream.cli.security;

import io.intentstream.embedded.EmbeddedKafka;
import io.intentstream.embedded.EmbeddedSchemaRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;

/**
 * A broker that accepts only TLS with SCRAM and permits nothing by default, and a registry that requires a password.
 */
final class SecureCluster implements AutoCloseable {
    private static final String MASTER_PASSWORD = "master-secret-4711";

    private final Certificates certificates;
    private final EmbeddedKafka kafka;
    private final EmbeddedSchemaRegistry registry;
    private final PasswordGate gate;

    private SecureCluster(
            Certificates certificates, EmbeddedKafka kafka, EmbeddedSchemaRegistry registry, PasswordGate gate) {
        this.certificates = certificates;
        this.kafka = kafka;
        this.registry = registry;
        this.gate = gate;
    }

    static SecureCluster start(Path folder) throws IOException {
        Certificates certificates = Certificates.make(folder);
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0, true, brokerSettings(certificates));
        EmbeddedSchemaRegistry registry = EmbeddedSchemaRegistry.start(folder, 0);
        return new SecureCluster(certificates, kafka, registry, new PasswordGate(registry.url(), registryLogin()));
    }

    /** The listener that is plain by default. The broker connects to itself through it with its own password. */
    private static Map<String, String> brokerSettings(Certificates certificates) {
        return Map.ofEntries(
                Map.entry("listener.security.protocol.map", "PLAINTEXT:SASL_SSL,CONTROLLER:PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512,PLAIN"),
                Map.entry("sasl.mechanism.inter.broker.protocol", "PLAIN"),
                Map.entry(
                        "listener.name.plaintext.plain.sasl.jaas.config",
                        plainLogin().replace(";", " user_master=\"" + MASTER_PASSWORD + "\";")),
                Map.entry(
                        "listener.name.plaintext.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("ssl.keystore.location", certificates.brokerKeystore().toString()),
                Map.entry("ssl.keystore.password", Certificates.PASSWORD),
                Map.entry("ssl.truststore.location", certificates.truststore().toString()),
                Map.entry("ssl.truststore.password", Certificates.PASSWORD),
                Map.entry("authorizer.class.name", RecordingAuthorizer.class.getName()),
                // The controller's listener is plain and on loopback only.
                Map.entry("super.users", "User:master;User:ANONYMOUS"),
                Map.entry("group.min.session.timeout.ms", "1000"));
    }

    private static String plainLogin() {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"master\" password=\""
                + MASTER_PASSWORD + "\";";
    }

    private static String registryLogin() {
        return "registry-user:registry-secret-4711";
    }

    static String passwordOf(String user) {
        return user + "-secret-4711";
    }

    /** Every secret that a client may know. */
    static List<String> secrets() {
        return List.of("secret-4711");
    }

    /** Settings with which a user can connect. */
    Map<String, String> settings(String user) {
        Map<String, String> settings = new HashMap<>();
        settings.put("bootstrap.servers", kafka.bootstrapServers());
        settings.put("security.protocol", "SASL_SSL");
        settings.put("sasl.mechanism", "SCRAM-SHA-512");
        settings.put("sasl.jaas.config", scramLogin(user, passwordOf(user)));
        settings.put("ssl.truststore.location", certificates.truststore().toString());
        settings.put("ssl.truststore.password", Certificates.PASSWORD);
        settings.put("schema.registry.url", gate.url());
        settings.put("basic.auth.user.info", registryLogin());
        return settings;
    }

    static String scramLogin(String user, String password) {
        return "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\" password=\"%s\";"
                .formatted(user, password);
    }

    /** A host name of the broker that its certificate does not contain. */
    String otherName() {
        return "localhost:" + kafka.port();
    }

    Path strangersTruststore() {
        return certificates.strangersTruststore();
    }

    void addUser(String user) {
        ScramCredentialInfo kind = new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096);
        asMaster(admin -> admin.alterUserScramCredentials(
                        List.of(new UserScramCredentialUpsertion(user, kind, passwordOf(user))))
                .all()
                .get());
    }

    void grant(Collection<AclBinding> grants) {
        asMaster(admin -> admin.createAcls(grants).all().get());
    }

    private void asMaster(Work work) {
        Map<String, Object> settings = new HashMap<>(settings("master"));
        settings.keySet().removeIf(key -> key.startsWith("schema.") || key.startsWith("basic."));
        settings.put("sasl.mechanism", "PLAIN");
        settings.put("sasl.jaas.config", plainLogin());
        try (Admin admin = Admin.create(settings)) {
            work.with(admin);
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private interface Work {
        void with(Admin admin) throws ExecutionException, InterruptedException;
    }

    @Override
    public void close() {
        gate.close();
        registry.close();
        kafka.close();
    }
}
