package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ConsoleCommand;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.UserText;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.cli.option.UserIdConverter;
import io.intentstream.config.AppConfig;
import io.intentstream.core.engine.UserView;
import io.intentstream.core.engine.UserViews;
import io.intentstream.core.intent.ScoreCalibrator;
import io.intentstream.core.model.ModelBundle;
import io.intentstream.core.model.ModelBundleException;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.StoredState;
import io.intentstream.core.state.UserState;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaErrorExplainer;
import io.intentstream.kafka.LatestRecord;
import io.intentstream.schema.UserProfile;
import io.intentstream.server.json.UserJson;
import io.intentstream.server.privacy.RequestOutcome;
import io.intentstream.server.privacy.UserControl;
import io.intentstream.stream.store.StateKeySerde;
import io.intentstream.stream.store.StateStores;
import io.intentstream.wire.RegistryException;
import io.intentstream.wire.SerdeSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows, erases or resumes one user. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show, erase or resume a user.",
        description = {
            "",
            "Without --erase and --resume it shows the user's current profile and behaviour window. It reads committed records"
                    + " of the profiles topic and of the changelog of the engine's state.",
            ""
        })
public final class UserCommand extends ConsoleCommand {

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Parameters(paramLabel = "USER_ID", converter = UserIdConverter.class, description = "The user's id.")
    private String userId;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @ArgGroup
    private @Nullable Request request;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description =
                    "How long to wait until the engine has carried out --erase or --resume; exit code 1 when it has not."
                            + " Default: ${DEFAULT-VALUE}.")
    private Duration timeout;

    /** The request to the engine. */
    private static final class Request {
        @Option(
                names = "--erase",
                description =
                        "Delete the user's state and profile. The setting erasure.after decides about later events;"
                                + " docs/privacy.md describes what each topic keeps.")
        private boolean erase;

        @Option(names = "--resume", description = "Process the user's events again after an erasure that ignores them.")
        private boolean resume;
    }

    @Override
    protected ExitCode run() {
        AppConfig config = configOptions.loadForCluster();
        return request == null ? show(config) : ask(new UserControl(config), request);
    }

    private ExitCode ask(UserControl control, Request asked) {
        RequestOutcome answer = asked.erase ? control.erase(userId, timeout) : control.resume(userId, timeout);
        say(json ? UserJson.of(answer) : UserText.of(answer));
        if (asked.erase && !json) {
            say(UserText.remaining(answer));
        }
        return ExitCode.DONE;
    }

    private ExitCode show(AppConfig config) {
        try (LatestRecord records = new LatestRecord(KafkaClients.of(config))) {
            UserProfile profile = profile(config, records);
            List<UserView.JourneyEvent> journey = journey(config, records);
            say(json ? UserJson.of(profile, journey) : UserText.of(profile, journey));
            return ExitCode.DONE;
        } catch (RegistryException e) {
            throw e;
        } catch (KafkaException e) {
            throw new CommandFailed(
                    "Can't read from Kafka at " + config.kafka().get("bootstrap.servers") + ": "
                            + KafkaErrorExplainer.describe(e),
                    e);
        }
    }

    private UserProfile profile(AppConfig config, LatestRecord records) {
        String topic = config.profilesTopic();
        if (!records.hasTopic(topic)) {
            throw new CommandFailed(
                    ExitCode.FAILED,
                    "there is no topic " + topic
                            + "; is profiles.topic right, has the engine run on this cluster, and may this user read it?");
        }
        ConsumerRecord<byte[], byte[]> latest = records.of(topic, userId.getBytes(UTF_8))
                .orElseThrow(() -> new CommandFailed(ExitCode.FAILED, "no profile of this user is in " + topic));
        if (latest.value() == null) {
            throw new CommandFailed(ExitCode.FAILED, "the user expired or was erased: " + topic + " holds a tombstone");
        }
        try (Deserializer<UserProfile> deserializer =
                SerdeSettings.of(config.serde()).deserializer()) {
            return deserializer.deserialize(topic, latest.headers(), latest.value());
        }
    }

    /** The window's events in the engine's state; none when its changelog is not on this cluster, or without a bundle. */
    private List<UserView.JourneyEvent> journey(AppConfig config, LatestRecord records) {
        String changelog = StateStores.usersChangelog(config.applicationId());
        StoredState state = records.hasTopic(changelog) ? state(changelog, records) : null;
        if (state == null) {
            return List.of();
        }
        try {
            ScoreCalibrator calibrated = new ScoreCalibrator(ModelBundle.manifest(config.modelPath()));
            return UserViews.journey(UserState.decode(state, config.engine()), calibrated);
        } catch (ModelBundleException e) {
            err().println("Warning: no scores of earlier events, since the bundle of model.path cannot be read: "
                    + e.getMessage());
            return List.of();
        }
    }

    private @Nullable StoredState state(String changelog, LatestRecord records) {
        try (StateKeySerde keys = new StateKeySerde()) {
            Map<StateKey, byte[]> values = new HashMap<>();
            records.latest(
                            changelog,
                            userId.getBytes(UTF_8),
                            key -> keys.deserializer()
                                    .deserialize(changelog, key)
                                    .userId()
                                    .equals(userId))
                    .values()
                    .forEach(record ->
                            values.put(keys.deserializer().deserialize(changelog, record.key()), record.value()));
            byte[] head = values.get(new StateKey.Head(userId));
            return head == null ? null : StoredState.gather(userId, head, values::get);
        }
    }
}
