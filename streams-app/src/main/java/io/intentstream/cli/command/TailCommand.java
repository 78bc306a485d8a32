package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.RecordLine;
import io.intentstream.cli.console.StopSignal;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.EnumConverter;
import io.intentstream.cli.option.UserIdConverter;
import io.intentstream.config.AppConfig;
import io.intentstream.kafka.CommittedReader;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.TopicCheck;
import io.intentstream.server.json.JsonRecords;
import io.intentstream.wire.RegistryException;
import io.intentstream.wire.SerdeSettings;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Prints results as they arrive. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Print profiles, intents, audience events, session outcomes or recommendations as they arrive, one per line: a"
                        + " table for people, JSON for programs.")
public final class TailCommand extends ConsoleCommand {

    /** The topics that can be printed. */
    enum Stream {
        PROFILES {
            @Override
            Optional<String> topic(AppConfig config) {
                return Optional.of(config.profilesTopic());
            }

            @Override
            String head() {
                return RecordLine.headOfProfiles();
            }
        },
        INTENTS {
            @Override
            Optional<String> topic(AppConfig config) {
                return Optional.of(config.intentsTopic());
            }

            @Override
            String head() {
                return RecordLine.headOfIntents();
            }
        },
        AUDIENCE_EVENTS {
            @Override
            Optional<String> topic(AppConfig config) {
                return config.topics().audienceEvents();
            }

            @Override
            String head() {
                return RecordLine.headOfAudienceEvents();
            }
        },
        SESSION_OUTCOMES {
            @Override
            Optional<String> topic(AppConfig config) {
                return config.topics().sessionOutcomes();
            }

            @Override
            String head() {
                return RecordLine.headOfSessionOutcomes();
            }
        },
        RECOMMENDATIONS {
            @Override
            Optional<String> topic(AppConfig config) {
                return config.topics().recommendations();
            }

            @Override
            String head() {
                return RecordLine.headOfRecommendations();
            }
        };

        /** The topic of the settings; empty when it is turned off. */
        abstract Optional<String> topic(AppConfig config);

        /** The heads of the columns. */
        abstract String head();
    }

    /** Converts the STREAM parameter. */
    static final class StreamChoice extends EnumConverter<Stream> {
        StreamChoice() {
            super(Stream.class);
        }
    }

    @Mixin
    private ConfigOptions configOptions;

    @Parameters(
            paramLabel = "STREAM",
            converter = StreamChoice.class,
            description = "What to print: profiles, intents, audience-events, session-outcomes or recommendations.")
    private Stream stream;

    @Option(
            names = {"-u", "--user"},
            paramLabel = "USER_ID",
            converter = UserIdConverter.class,
            description = "Print only this user's records.")
    private @Nullable String user;

    @Option(
            names = {"-b", "--from-beginning"},
            description = "Start at the beginning of the topic. Default: only new records.")
    private boolean fromBeginning;

    @Option(
            names = {"-n", "--max"},
            paramLabel = "N",
            description = "Stop after this many records. Default: continue until Ctrl-C.")
    private @Nullable Long max;

    @Option(names = "--no-follow", description = "Stop at the current end of the topic.")
    private boolean noFollow;

    @Option(names = "--json", description = "Print each record as a JSON object, for programs.")
    private boolean json;

    private long printed;

    @Override
    protected ExitCode run() {
        if (max != null && max < 1) {
            throw usage("--max is " + max + ": it must be 1 or more");
        }
        AppConfig config = configOptions.loadForCluster();
        String topic = stream.topic(config).orElseThrow(this::turnedOff);
        KafkaClients clients = KafkaClients.of(config);
        TopicCheck.retention(clients, topic);
        try (CommittedReader reader = clients.reader(KafkaClients.WhenDeleted.CONTINUE);
                Deserializer<SpecificRecord> deserializer =
                        SerdeSettings.of(config.serde()).deserializer()) {
            List<TopicPartition> partitions = reader.partitions(topic);
            if (fromBeginning) {
                reader.seekToBeginning(partitions);
            } else {
                reader.seekToEnd(partitions);
            }
            if (!json) {
                say(stream.head());
            }
            Predicate<ConsumerRecord<byte[], byte[]>> print = record -> print(record, deserializer, out());
            try (StopSignal stop = StopSignal.onSignal(reader::stop)) {
                if (noFollow) {
                    reader.readTo(reader.ends(partitions), print);
                } else {
                    reader.read(print);
                }
                return stop.wasReceived() ? ExitCode.INTERRUPTED : ExitCode.DONE;
            }
        }
    }

    private CommandFailed turnedOff() {
        String missing = switch (stream) {
            case AUDIENCE_EVENTS -> "audiences.path is not set";
            case RECOMMENDATIONS -> "recommendations.topic is none";
            default -> "session.outcomes.topic is none";
        };
        return new CommandFailed(
                ExitCode.FAILED,
                "The settings write no " + EnumConverter.word(stream) + " (" + missing
                        + "): name the engine's settings with --config, or add --set");
    }

    /** Prints a record; false after the last one, or when the output was closed. */
    private boolean print(
            ConsumerRecord<byte[], byte[]> record, Deserializer<SpecificRecord> deserializer, PrintWriter out) {
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        if (user != null && !user.equals(key)) {
            return true;
        }
        out.println(line(record, key, deserializer));
        printed++;
        return !out.checkError() && (max == null || printed < max);
    }

    private String line(ConsumerRecord<byte[], byte[]> record, String key, Deserializer<SpecificRecord> deserializer) {
        if (record.value() == null) {
            return json ? tombstone(key) : RecordLine.tombstone(Instant.ofEpochMilli(record.timestamp()), key);
        }
        SpecificRecord value = value(record, deserializer);
        return json ? JsonRecords.line(value) : RecordLine.of(value);
    }

    /** A tombstone as {@code {"userId":"...","tombstone":true}}. */
    private static String tombstone(String key) {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(key));
        return "{\"userId\":\"" + quoted + "\",\"tombstone\":true}";
    }

    private static SpecificRecord value(
            ConsumerRecord<byte[], byte[]> record, Deserializer<SpecificRecord> deserializer) {
        try {
            return deserializer.deserialize(record.topic(), record.value());
        } catch (RegistryException e) {
            throw e;
        } catch (KafkaException e) {
            throw new CommandFailed(
                    "The record at " + record.topic() + "-" + record.partition() + " offset " + record.offset()
                            + " cannot be read (" + e.getMessage() + "): is this a topic that intentstream writes?",
                    e);
        }
    }
}
