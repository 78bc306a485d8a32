package io.intentstream.embedded;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** A broker's log directory, which KRaft requires to be formatted before the first start. */
final class BrokerStorage {

    private BrokerStorage() {}

    static void formatIfNew(Path data) throws IOException {
        if (Files.exists(data.resolve("meta.properties"))) {
            return;
        }
        Formatter formatter = new Formatter()
                .setPrintStream(new PrintStream(new ByteArrayOutputStream(), false, StandardCharsets.UTF_8))
                .setNodeId(BrokerLayout.NODE_ID)
                .setClusterId(Uuid.randomUuid().toString())
                .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                .setSupportedFeatures(List.copyOf(Feature.PRODUCTION_FEATURES))
                .setControllerListenerName(BrokerLayout.CONTROLLER)
                .setDirectories(List.of(data.toString()))
                .setMetadataLogDirectory(data.toString());
        try {
            formatter.run();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) { // run() declares Exception
            throw new EmbeddedServerException(
                    "The folder %s cannot be formatted for a broker: %s".formatted(data, e.getMessage()), e);
        }
    }
}
