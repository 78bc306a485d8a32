package io.intentstream.cli.command;

import io.intentstream.config.AppConfig;
import io.intentstream.stream.topics.TopicPlan;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** The topics that the settings name, as a plan. */
public final class TopicPlans {

    private TopicPlans() {}

    /** The plan for these settings. */
    public static TopicPlan of(AppConfig config, TopicPlan.Sizing sizing) {
        return TopicPlan.of(
                config.kafka().get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG),
                TopicPlan.TopicNames.of(config.topics()),
                sizing);
    }
}
