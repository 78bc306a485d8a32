package io.intentstream.stream.topics;

import io.intentstream.stream.topics.PlannedTopic.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The numbers of partitions that must be equal, because a task has the same partition of each: of the users' states, of
 * their requests and, unless the engine itself sends each event to its user's partition, of the input topics.
 *
 * <p>The states' number is fixed when an application first starts. Whoever changes the input's number afterwards sends users
 * to partitions where their states are not.
 *
 * @param plan the planned topics
 * @param keyedByUser whether the input's own partitions are the users'
 * @param existing partitions of those that exist, by topic
 * @param began partitions of the states; empty before the application's first start
 */
record CoPartitioning(TopicPlan plan, boolean keyedByUser, Map<String, Integer> existing, OptionalInt began) {

    /** Partitions that users are spread over; empty when neither states nor an input topic exist. */
    OptionalInt needed() {
        return began.isPresent()
                ? began
                : existing(Role.INPUT).stream()
                        .mapToInt(topic -> existing.get(topic.name()))
                        .max();
    }

    /** A topic to be created, with as many partitions as it needs. */
    PlannedTopic fitted(PlannedTopic topic) {
        boolean bound = topic.role() == Role.REQUESTS || topic.role() == Role.INPUT && began.isPresent();
        return bound && needed().isPresent() ? topic.with(needed().getAsInt()) : topic;
    }

    List<TopicProblem> problems() {
        List<TopicProblem> problems = new ArrayList<>(keyedByUser ? problemsOfInput() : List.of());
        existing(Role.REQUESTS).stream()
                .filter(topic -> needed().isPresent() && existing.get(topic.name()) != needed().getAsInt())
                .map(topic -> new TopicProblem.UnequalRequests(
                        topic, existing.get(topic.name()), needed().getAsInt(), plan.bootstrapServers()))
                .forEach(problems::add);
        return problems;
    }

    private List<? extends TopicProblem> problemsOfInput() {
        if (began.isPresent()) {
            return existing(Role.INPUT).stream()
                    .filter(topic -> existing.get(topic.name()) != began.getAsInt())
                    .map(topic -> new TopicProblem.ChangedInput(
                            topic.name(), existing.get(topic.name()), began.getAsInt(), plan.usersChangelog()))
                    .toList();
        }
        Map<String, Integer> inputs = new HashMap<>();
        existing(Role.INPUT).forEach(topic -> inputs.put(topic.name(), existing.get(topic.name())));
        return Set.copyOf(inputs.values()).size() > 1 ? List.of(new TopicProblem.UnequalInputs(inputs)) : List.of();
    }

    private List<PlannedTopic> existing(Role role) {
        return plan.topics().stream()
                .filter(topic -> topic.role() == role && existing.containsKey(topic.name()))
                .toList();
    }
}
