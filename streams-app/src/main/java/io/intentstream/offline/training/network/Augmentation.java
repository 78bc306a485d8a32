package io.intentstream.offline.training.network;

import io.intentstream.core.feature.CategoricalFeature;
import io.intentstream.core.feature.FeatureSpec;
import io.intentstream.core.feature.FeatureVector;
import io.intentstream.offline.training.data.SessionExample;
import io.intentstream.schema.EventType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Prepares a network for events that the training data lacks, by changing some events of the training data.
 *
 * <p>Event types that never occur in the training data are taught through related types: sometimes an event is shown as one
 * of a related type, such as an addition to the cart as the beginning of a checkout. Sometimes all categories and brands of
 * a session are removed, so that the network also works without them: a catalogue changes, a shop's types of pages do not.
 */
final class Augmentation {
    /** Features whose values come from a catalogue. */
    private static final Set<String> REMOVED = Set.of(CategoricalFeature.CATEGORY.id(), CategoricalFeature.BRAND.id());

    private static final double SUBSTITUTION = 0.08;
    private static final double REMOVAL = 0.1;

    /** Types that mean the same for a purchase; within a group, one may represent another. */
    private static final List<List<EventType>> RELATED = List.of(
            List.of(
                    EventType.VIEW_ITEM,
                    EventType.PAGE_VIEW,
                    EventType.VIEW_ITEM_LIST,
                    EventType.SELECT_ITEM,
                    EventType.SEARCH,
                    EventType.VIEW_PROMOTION,
                    EventType.SELECT_PROMOTION,
                    EventType.LOGIN,
                    EventType.SIGN_UP,
                    EventType.SHARE,
                    EventType.REMOVE_FROM_CART,
                    EventType.REFUND,
                    EventType.OTHER),
            List.of(
                    EventType.ADD_TO_CART,
                    EventType.VIEW_CART,
                    EventType.BEGIN_CHECKOUT,
                    EventType.ADD_SHIPPING_INFO,
                    EventType.ADD_PAYMENT_INFO));

    private final int typeFeature;
    private final int[] removed;
    private final int firstType;
    private final Map<Integer, int[]> unseenRelated = new HashMap<>();
    private final Random random;

    /**
     * @param features the network's features, the event type among them
     * @param examples the training data
     * @param random decides what is changed
     */
    Augmentation(FeatureSpec features, List<SessionExample> examples, Random random) {
        List<String> names = features.categorical().stream()
                .map(FeatureSpec.Categorical::name)
                .toList();
        removed = IntStream.range(0, names.size())
                .filter(place -> REMOVED.contains(names.get(place)))
                .toArray();
        typeFeature = names.indexOf(CategoricalFeature.EVENT_TYPE.id());
        this.random = random;
        firstType = features.categorical().subList(0, typeFeature).stream()
                .mapToInt(FeatureSpec.Categorical::size)
                .sum();
        FeatureSpec.Categorical types = features.categorical().get(typeFeature);
        long[] seen = new long[types.size()];
        examples.forEach(example -> example.events().forEach(event -> seen[event.categorical()[typeFeature]]++));
        RELATED.forEach(group -> relate(group, types.vocabulary(), seen));
    }

    private void relate(List<EventType> group, List<String> vocabulary, long[] seen) {
        int[] indices = group.stream()
                .mapToInt(type -> 1 + vocabulary.indexOf(type.name()))
                .toArray();
        int[] unseen = Arrays.stream(indices).filter(index -> seen[index] == 0).toArray();
        if (unseen.length > 0) {
            Arrays.stream(indices).filter(index -> seen[index] > 0).forEach(index -> unseenRelated.put(index, unseen));
        }
    }

    /**
     * Copies to event types that the training data lacks the weight of a related type.
     *
     * @param weights for each index of each categorical feature, the features one after the other
     * @return a changed copy
     */
    float[] lendToUnseen(float[] weights) {
        float[] lent = weights.clone();
        unseenRelated.forEach((seen, related) -> {
            for (int unseen : related) {
                lent[firstType + unseen] = weights[firstType + seen];
            }
        });
        return lent;
    }

    /** The session as it is shown to the network this time. */
    List<FeatureVector> apply(List<FeatureVector> events) {
        boolean remove = random.nextDouble() < REMOVAL;
        List<FeatureVector> shown = new ArrayList<>(events.size());
        for (FeatureVector event : events) {
            int[] categorical = event.categorical().clone();
            if (remove) {
                for (int place : removed) {
                    categorical[place] = 0;
                }
            }
            categorical[typeFeature] = shownType(event.categorical()[typeFeature]);
            shown.add(new FeatureVector(event.numeric(), categorical));
        }
        return shown;
    }

    private int shownType(int index) {
        int[] unseen = unseenRelated.get(index);
        return unseen != null && random.nextDouble() < SUBSTITUTION ? unseen[random.nextInt(unseen.length)] : index;
    }
}
