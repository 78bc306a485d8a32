package io.intentstream.cli.command;

import io.intentstream.config.AppConfig;
import io.intentstream.core.state.WindowEvent;
import io.intentstream.files.FileTree;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.offline.evaluation.items.ServedEvaluation;
import io.intentstream.offline.evaluation.items.ServedLists;
import io.intentstream.offline.evaluation.report.Section;
import io.intentstream.offline.replay.RecordedShards;
import io.intentstream.offline.replay.RecordingPlan;
import io.intentstream.offline.replay.ReplayProgress;
import io.intentstream.offline.replay.topic.Bound;
import io.intentstream.offline.replay.topic.RecordedTopics;
import io.intentstream.offline.replay.topic.TopicRange;
import io.intentstream.offline.training.data.UserEvents;
import io.intentstream.schema.ClickEvent;
import io.intentstream.wire.format.EventReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** What users did after lists of recommendations were served, from the topics that the engine reads. */
final class ServedEvents {
    private final AppConfig config;
    private final ReplayProgress progress;

    ServedEvents(AppConfig config, ReplayProgress progress) {
        this.config = config;
        this.progress = progress;
    }

    /**
     * Compares lists with the events of the topics.
     *
     * @param drawings of users, for the intervals
     * @param stopped ends the reading when it returns true
     * @return empty when it was stopped
     */
    Optional<List<Section>> evaluate(ServedLists lists, int drawings, BooleanSupplier stopped)
            throws IOException, InterruptedException {
        Bound unbounded = new Bound.Unbounded();
        RecordingPlan plan = new RecordedTopics(
                KafkaClients.of(config),
                () -> EventReader.open(config, config.inputTopics()),
                new TopicRange(config.inputTopics(), Set.of(), unbounded, unbounded),
                config.inputKeyedByUser());
        Path folder = Files.createTempDirectory("intentstream-served-");
        try {
            return RecordedShards.read(
                            plan, folder, 1, config.maxFuture(), System.currentTimeMillis(), progress, stopped)
                    .map(shards -> evaluate(shards, lists, drawings));
        } finally {
            FileTree.delete(folder);
        }
    }

    private List<Section> evaluate(RecordedShards shards, ServedLists lists, int drawings) {
        ServedEvaluation evaluation = new ServedEvaluation(
                lists, drawings, config.engine().sessionGap(), shards.report().end());
        for (int shard = 0; shard < shards.size(); shard++) {
            shards.play(shard, events -> evaluation.add(user(events)));
        }
        return evaluation.sections();
    }

    private static UserEvents user(List<ClickEvent> events) {
        Set<Long> ids = new HashSet<>();
        return new UserEvents(
                events.get(0).getUserId(),
                events.stream()
                        .map(event -> WindowEvent.of(event, List.of()))
                        .filter(event -> ids.add(event.id()))
                        .toList());
    }
}
