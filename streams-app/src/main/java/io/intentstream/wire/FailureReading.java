package io.intentstream.wire;

import io.intentstream.core.event.RejectReason;
import io.intentstream.wire.ReadFailure.BadBytes;
import io.intentstream.wire.ReadFailure.Fatal;
import io.intentstream.wire.ReadFailure.RegistryUnavailable;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;

/** Classifies a deserializer's exception as a {@link ReadFailure}. */
@FunctionalInterface
interface FailureReading {

    ReadFailure read(RuntimeException failure);

    /** For our own deserializer, whose exceptions are typed. */
    static ReadFailure ours(RuntimeException failure) {
        if (failure instanceof RejectedBytesException bytes) {
            return new BadBytes(bytes.reason(), bytes.getMessage());
        }
        if (failure instanceof UnknownSchemaIdException) {
            return new BadBytes(RejectReason.UNKNOWN_SCHEMA_ID, failure.getMessage());
        }
        if (failure instanceof RegistryUnavailableException) {
            return new RegistryUnavailable(failure.getMessage());
        }
        return new Fatal(failure);
    }

    /**
     * For a foreign deserializer that is known only by name. Confluent's and similar ones put the registry's error code at the
     * end of a message and network failures among the causes; problems of the bytes are Kafka's SerializationException.
     */
    static ReadFailure foreign(RuntimeException failure) {
        if (!(failure instanceof KafkaException) || failure instanceof InterruptException) {
            return new Fatal(failure);
        }
        int code = RegistryCode.in(failure);
        if (RegistryCode.saysNotFound(code)) {
            return new BadBytes(RejectReason.UNKNOWN_SCHEMA_ID, "the schema registry does not know the schema id");
        }
        if (RegistryCode.isTransient(code) || causes(failure).anyMatch(FailureReading::isNetwork)) {
            return new RegistryUnavailable(failure.toString());
        }
        if (code != RegistryCode.NONE || !(failure instanceof SerializationException)) {
            return new Fatal(failure);
        }
        return magicByte(failure)
                ? new BadBytes(RejectReason.UNKNOWN_MAGIC_BYTE, "the deserializer does not know the magic byte")
                : new BadBytes(RejectReason.UNDECODABLE, "the deserializer refuses the bytes: " + failure.getMessage());
    }

    private static boolean isNetwork(Throwable cause) {
        return cause instanceof SocketException
                || cause instanceof SocketTimeoutException
                || cause instanceof UnknownHostException
                || cause instanceof HttpTimeoutException
                || cause instanceof SSLException
                || cause instanceof RetriableException;
    }

    private static boolean magicByte(RuntimeException failure) {
        return causes(failure)
                .anyMatch(cause -> String.valueOf(cause.getMessage()).contains("magic byte"));
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
    }

    /** The registry's error code in a message such as "Schema 7 not found; error code: 40403". */
    final class RegistryCode {
        static final int NONE = 0;
        private static final Pattern CODE = Pattern.compile("error code: (\\d{3,5})\\b");

        private RegistryCode() {}

        static int in(Throwable failure) {
            return causes(failure)
                    .map(cause -> CODE.matcher(String.valueOf(cause.getMessage())))
                    .filter(Matcher::find)
                    .mapToInt(matcher -> Integer.parseInt(matcher.group(1)))
                    .findFirst()
                    .orElse(NONE);
        }

        /** Registries differ in the last two digits: 40403 here, 40401 there. */
        static boolean saysNotFound(int code) {
            return code / 100 == 404;
        }

        static boolean isTransient(int code) {
            int status = code >= 1000 ? code / 100 : code;
            return status >= 500 || status == 429 || status == 408;
        }
    }
}
