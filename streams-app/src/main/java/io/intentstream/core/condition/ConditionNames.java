package io.intentstream.core.condition;

import java.util.List;

/**
 * The names that conditions may ask for.
 *
 * @param tags names of tags; one that ends with a colon stands for all that begin with it
 * @param audiences names of audiences, in the order of the file
 */
public record ConditionNames(List<String> tags, List<String> audiences) {
    /** No tags, no audiences. */
    public static final ConditionNames NONE = new ConditionNames(List.of(), List.of());

    public ConditionNames {
        tags = List.copyOf(tags);
        audiences = List.copyOf(audiences);
    }

    boolean isTag(String name) {
        return tags.stream()
                .anyMatch(tag -> tag.endsWith(":") ? name.startsWith(tag) && !name.equals(tag) : name.equals(tag));
    }
}
