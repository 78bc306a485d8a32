package io.intentstream.cli.demo;

import io.intentstream.config.AppConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

record DemoTopics(AppConfig config) {
    void create(int partitions) {
        try (Admin admin = Admin.create(config.adminSettings())) {
            admin.createTopics(Stream.of(
                                    config.inputTopics(),
                                    List.of(config.profilesTopic(), config.intentsTopic(), config.deadLetterTopic()))
                            .flatMap(List::stream)
                            .map(name ->
                                    new NewTopic(name, partitions, (short) 1).configs(Map.of("retention.ms", "-1")))
                            .toList())
                    .all()
                    .get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
