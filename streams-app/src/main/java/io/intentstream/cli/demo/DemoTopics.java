package io.intentstream.cli.demo;

import io.intentstream.config.AppConfig;
import io.intentstream.kafka.KafkaClients;
import io.intentstream.stream.topics.TopicPlan;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;

/** The topics of a demo, on its own broker. They keep their records for ever, since played events are old. */
record DemoTopics(AppConfig config) {

    void create(int partitions) {
        TopicPlan.Sizing sizing = new TopicPlan.Sizing(partitions, Optional.of((short) 1), Optional.empty());
        try (Admin admin = KafkaClients.of(config).admin()) {
            TopicPlan.of(config, sizing).create(admin);
        }
    }
}
