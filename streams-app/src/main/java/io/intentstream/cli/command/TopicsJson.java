package io.intentstream.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.intentstream.stream.topics.ExistingTopic;
import io.intentstream.stream.topics.PlannedTopic;
import io.intentstream.stream.topics.TopicPlan;
import io.intentstream.stream.topics.TopicProblem;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The topics, and what is wrong with them, as one JSON object. */
final class TopicsJson {
    private TopicsJson() {}

    static String of(
            TopicPlan plan, Map<String, ExistingTopic> existing, List<TopicProblem> problems, List<String> notes) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        ArrayNode topics = answer.putArray("topics");
        plan.topics().forEach(topic -> add(topics.addObject(), topic, existing.get(topic.name())));
        ArrayNode wrong = answer.putArray("problems");
        problems.forEach(
                problem -> wrong.addObject().put("message", problem.message()).put("remedy", problem.remedy()));
        ArrayNode remarks = answer.putArray("notes");
        notes.forEach(remarks::add);
        return answer.toString();
    }

    /** A retention of null means for ever. */
    private static void add(ObjectNode json, PlannedTopic topic, @Nullable ExistingTopic found) {
        json.put("name", topic.name()).put("purpose", topic.purpose()).put("exists", found != null);
        if (found != null) {
            json.put("partitions", found.partitions())
                    .put("replicationFactor", found.replicas())
                    .put("minInsyncReplicas", found.minInsyncReplicas())
                    .put("cleanupPolicy", found.cleanupPolicy())
                    .put(
                            "retentionMillis",
                            found.retention().map(kept -> kept.toMillis()).orElse(null));
        }
    }
}
