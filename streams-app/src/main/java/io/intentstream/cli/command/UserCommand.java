package io.intentstream.cli.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.intentstream.cli.console.CommandFailed;
import io.intentstream.cli.console.ExitCode;
import io.intentstream.cli.console.UserText;
import io.intentstream.cli.option.ConfigOptions;
import io.intentstream.config.AppConfig;
import io.intentstream.core.state.StateKey;
import io.intentstream.core.state.StoredState;
import io.intentstream.core.state.UserState;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.kafka.KafkaErrorExplainer;
import io.intentstream.kafka.LatestRecord;
import io.intentstream.schema.UserProfile;
import io.intentstream.server.json.UserJson;
import io.intentstream.server.privacy.RequestOutcome;
import io.intentstream.server.privacy.UserControl;
import io.intentstream.stream.IntentStream;
import io.intentstream.stream.store.StateKeySerde;
import io.intentstream.wire.RegistryException;
import io.intentstream.wire.SerdeSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What is known of one user now. */
@Command(
        name = "user",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        header = "Show, erase or resume a user.",
        description = {
            "",
            "Without --erase and --resume it shows the user's current profile and behaviour window: reads the topic of"
                    + " profiles and the engine's own state as they stand, committed records only.",
            ""
        })
public final class UserCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOptions configOptions = new ConfigOptions();

    @Parameters(paramLabel = "USER_ID", description = "Whose.")
    private String userId;

    @Option(names = "--json", description = "Print one JSON object instead of text.")
    private boolean json;

    @ArgGroup
    private @Nullable Request request;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            defaultValue = "PT1M",
            description = "How long to wait until the engine has carried out --erase or --resume (default:"
                    + " ${DEFAULT-VALUE}). Exit code 1 when it has not.")
    private Duration timeout;

    /** What to ask the engine for. */
    private static final class Request {
        @Option(
                names = "--erase",
                description =
                        "Delete the user's state and profile. What becomes of later events is up to erasure.after;"
                                + " docs/privacy.md tells which topics keep what.")
        private boolean erase;

        @Option(names = "--resume", description = "Take the user's events again, after an erasure had them ignored.")
        private boolean resume;
    }

    @Override
    public Integer call() {
        AppConfig config = configOptions.loadForCluster();
        return request == null ? show(config) : ask(new UserControl(config), request);
    }

    private int ask(UserControl control, Request asked) {
        RequestOutcome answer = asked.erase ? control.erase(userId, timeout) : control.resume(userId, timeout);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? UserJson.of(answer) : UserText.of(answer));
        out.flush();
        return ExitCode.DONE.number();
    }

    private int show(AppConfig config) {
        try (LatestRecord records = new LatestRecord(KafkaClients.of(config))) {
            UserProfile profile = profile(config, records);
            List<WindowEvent> window = window(config, records);
            PrintWriter out = spec.commandLine().getOut();
            out.println(json ? UserJson.of(profile, window) : UserText.of(profile, window));
            out.flush();
            return ExitCode.DONE.number();
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

    /** The events in the engine's state, oldest first; none when its changelog is not on this cluster. */
    private List<WindowEvent> window(AppConfig config, LatestRecord records) {
        String changelog = IntentStream.usersChangelog(config);
        StoredState state = records.hasTopic(changelog) ? state(changelog, records) : null;
        return state == null ? List.of() : events(UserState.decode(state, config.engine()));
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

    private static List<WindowEvent> events(UserState user) {
        return IntStream.range(0, user.size()).mapToObj(user::event).toList();
    }
}
