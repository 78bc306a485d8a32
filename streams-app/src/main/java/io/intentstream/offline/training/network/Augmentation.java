package io.intentstream.offline.training.network;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Prepares a network for events that the training data lacks, by changing some events of the training data.
 *
 * <p>An event type that never occurs in the training data is taught through its one {@linkplain RelatedEventTypes related
 * type}: sometimes an event is shown as one of the type that it stands in for, such as an addition to the cart as a view of
 * the cart. Sometimes all categories and brands of a session are removed, and independently of them all types of pages, so
 * that the network also works in shops that do not name them.
 */
final class Augmentation {
    private static final double SUBSTITUTION = 0.08;
    private static final double REMOVAL = 0.1;

    private final FeatureRemoval catalogue;
    private final FeatureRemoval pages;
    private final int typeFeature;
    private final int firstType;
    private final Set<EventType> seen = EnumSet.noneOf(EventType.class);
    private final Map<Integer, Integer> relatedOfUnseen = new HashMap<>();
    private final Map<Integer, List<Integer>> unseenOfRelated = new HashMap<>();
    private final Random random;

    /**
     * @param features the network's features, the event type among them
     * @param examples the training data
     * @param random decides what is changed
     */
    Augmentation(FeatureSpec features, List<SessionExample> examples, Random random) {
        this.random = random;
        catalogue = FeatureRemoval.ofCatalogue(features);
        pages = FeatureRemoval.ofPageTypes(features);
        typeFeature = features.categorical().stream()
                .map(FeatureSpec.Categorical::name)
                .toList()
                .indexOf(CategoricalFeature.EVENT_TYPE.id());
        firstType = features.categorical().subList(0, typeFeature).stream()
                .mapToInt(FeatureSpec.Categorical::size)
                .sum();
        List<String> types = features.categorical().get(typeFeature).vocabulary();
        examples.forEach(example -> example.events().forEach(event -> addSeen(event, types)));
        RelatedEventTypes.nearest(seen)
                .forEach((type, related) -> relate(1 + types.indexOf(type.name()), 1 + types.indexOf(related.name())));
    }

    private void addSeen(FeatureVector event, List<String> types) {
        int index = event.categorical()[typeFeature];
        if (index > 0) {
            seen.add(EventType.valueOf(types.get(index - 1)));
        }
    }

    private void relate(int unseen, int related) {
        relatedOfUnseen.put(unseen, related);
        unseenOfRelated.computeIfAbsent(related, index -> new ArrayList<>()).add(unseen);
    }

    /**
     * Copies to event types that the training data lacks the weight of their related type.
     *
     * @param weights for each index of each categorical feature, the features one after the other
     * @return a changed copy
     */
    float[] lendToUnseen(float[] weights) {
        float[] lent = weights.clone();
        relatedOfUnseen.forEach((unseen, related) -> lent[firstType + unseen] = weights[firstType + related]);
        return lent;
    }

    /** The session as it is shown to the network this time. */
    List<FeatureVector> apply(List<FeatureVector> events) {
        boolean withoutCatalogue = random.nextDouble() < REMOVAL;
        // Where all events are of one type, their pages are all that they tell.
        boolean withoutPages = seen.size() > 1 && random.nextDouble() < REMOVAL;
        List<FeatureVector> shown = new ArrayList<>(events.size());
        for (FeatureVector event : events) {
            float[] numeric = event.numeric().clone();
            int[] categorical = event.categorical().clone();
            if (withoutCatalogue) {
                catalogue.apply(numeric, categorical);
            }
            if (withoutPages) {
                pages.apply(numeric, categorical);
            }
            categorical[typeFeature] = shownType(event.categorical()[typeFeature]);
            shown.add(new FeatureVector(numeric, categorical));
        }
        return shown;
    }

    private int shownType(int index) {
        List<Integer> unseen = unseenOfRelated.get(index);
        return unseen != null && random.nextDouble() < SUBSTITUTION ? unseen.get(random.nextInt(unseen.size())) : index;
    }
}
