package io.intentstream.kafka;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/** Explains failures of Kafka's clients: what they mean, and which setting or permission fixes them. */
public final class KafkaErrorExplainer {
    private static final String PERMISSIONS = "; docs/security.md lists the permissions that are needed";

    private KafkaErrorExplainer() {}

    /** Why the brokers refuse, and what to do; empty when they do not refuse. */
    public static Optional<String> of(Throwable failure) {
        return causes(failure)
                .flatMap(cause -> meaning(cause, failure).stream())
                .findFirst();
    }

    /** As {@link #of}; for any other failure, its message and what to check. */
    public static String describe(Throwable failure) {
        return of(failure)
                .orElseGet(
                        () -> innermost(failure) + "; check bootstrap.servers, the network and the security settings");
    }

    private static Optional<String> meaning(Throwable cause, Throwable whole) {
        if (cause instanceof SslAuthenticationException) {
            return Optional.of(handshake(whole));
        }
        if (cause instanceof SaslAuthenticationException) {
            return Optional.of("the brokers refuse the login (" + cause.getMessage()
                    + "); check sasl.mechanism, and user and password in sasl.jaas.config");
        }
        if (cause instanceof TopicAuthorizationException topics) {
            return Optional.of("the user has no permission for " + named(topics.unauthorizedTopics()) + PERMISSIONS);
        }
        if (cause instanceof GroupAuthorizationException group) {
            return Optional.of("the user has no permission for the group " + group.groupId() + PERMISSIONS);
        }
        if (cause instanceof TransactionalIdAuthorizationException) {
            return Optional.of(
                    "the user has no permission for transactional ids that begin with application.id" + PERMISSIONS);
        }
        if (cause instanceof ClusterAuthorizationException) {
            return Optional.of("the user has no permission for the cluster (" + cause.getMessage() + ")" + PERMISSIONS);
        }
        if (cause instanceof InvalidOffsetException positions) {
            return Optional.of(
                    "with auto.offset.reset=none the application needs a position in every partition that it reads,"
                            + " and it has none in "
                            + positions.partitions().stream()
                                    .map(TopicPartition::toString)
                                    .sorted()
                                    .collect(Collectors.joining(", "))
                            + ": it is new, or the records at its position were deleted; set auto.offset.reset to earliest or"
                            + " latest, or give it positions with kafka-consumer-groups.sh --reset-offsets");
        }
        return Optional.empty();
    }

    private static String named(Set<String> topics) {
        return topics.isEmpty() ? "the topic" : "topic " + String.join(", ", new TreeSet<>(topics));
    }

    private static String handshake(Throwable failure) {
        String reason = innermost(failure);
        if (reason.contains("certification path") || reason.contains("trustAnchors")) {
            return "the brokers' certificate is not trusted (" + reason
                    + "); set ssl.truststore.location to a store that holds it or its issuer";
        }
        if (reason.contains("No name matching") || reason.contains("No subject alternative")) {
            return "the brokers' certificate is for another host (" + reason
                    + "); name the brokers in bootstrap.servers as their certificates do";
        }
        return "no TLS connection could be made (" + reason + "); check security.protocol and the ssl settings";
    }

    /** The message of the innermost cause that has one. */
    private static String innermost(Throwable failure) {
        return causes(failure)
                .map(Throwable::getMessage)
                .filter(message -> message != null && !message.isBlank())
                .reduce((outer, inner) -> inner)
                .orElse(failure.toString());
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }
}
