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
 * Prepares a network for events that the training data does not hold, by changing some of those it does.
 *
 * <p>Event types that never occur in the training data are taught by kinship: now and then an event is passed off as
 * one of a related type, such as an addition to the cart as the begin of a checkout. And now and then all categories
 * and brands of a visit are struck out, so that the network can do without: a catalogue changes, and a shop's kinds of
 * pages do not.
 */
final class Augmentation {
    /** What a catalogue names. */
    private static final Set<String> STRUCK_OUT =
            Set.of(CategoricalFeature.CATEGORY.id(), CategoricalFeature.BRAND.id());

    private static final double PASS_OFF = 0.08;
    private static final double STRIKE_OUT = 0.1;

    /** Types by how they bear on a purchase; within a kin, one may stand for another. */
    private static final List<List<EventType>> KIN = List.of(
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
    private final int[] struckOut;
    private final int firstType;
    private final Map<Integer, int[]> unseenKin = new HashMap<>();
    private final Random random;

    /**
     * @param features the network's features, the event type among them
     * @param examples the training data
     * @param random decides when to change what
     */
    Augmentation(FeatureSpec features, List<SessionExample> examples, Random random) {
        List<String> names = features.categorical().stream()
                .map(FeatureSpec.Categorical::name)
                .toList();
        struckOut = IntStream.range(0, names.size())
                .filter(place -> STRUCK_OUT.contains(names.get(place)))
                .toArray();
        typeFeature = names.indexOf(CategoricalFeature.EVENT_TYPE.id());
        this.random = random;
        firstType = features.categorical().subList(0, typeFeature).stream()
                .mapToInt(FeatureSpec.Categorical::size)
                .sum();
        FeatureSpec.Categorical types = features.categorical().get(typeFeature);
        long[] seen = new long[types.size()];
        examples.forEach(example -> example.events().forEach(event -> seen[event.categorical()[typeFeature]]++));
        KIN.forEach(kin -> relate(kin, types.vocabulary(), seen));
    }

    private void relate(List<EventType> kin, List<String> vocabulary, long[] seen) {
        int[] indices = kin.stream()
                .mapToInt(type -> 1 + vocabulary.indexOf(type.name()))
                .toArray();
        int[] unseen = Arrays.stream(indices).filter(index -> seen[index] == 0).toArray();
        if (unseen.length > 0) {
            Arrays.stream(indices).filter(index -> seen[index] > 0).forEach(index -> unseenKin.put(index, unseen));
        }
    }

    /**
     * Gives event types that the training data lacks the weight of their kin.
     *
     * @param weights of each index of each categorical feature, one feature's after the other's
     * @return a changed copy
     */
    float[] lendToUnseen(float[] weights) {
        float[] lent = weights.clone();
        unseenKin.forEach((seen, kin) -> {
            for (int unseen : kin) {
                lent[firstType + unseen] = weights[firstType + seen];
            }
        });
        return lent;
    }

    /** The visit as it is shown to the network this time. */
    List<FeatureVector> apply(List<FeatureVector> events) {
        boolean strikeOut = random.nextDouble() < STRIKE_OUT;
        List<FeatureVector> shown = new ArrayList<>(events.size());
        for (FeatureVector event : events) {
            int[] categorical = event.categorical().clone();
            if (strikeOut) {
                for (int place : struckOut) {
                    categorical[place] = 0;
                }
            }
            categorical[typeFeature] = shownType(event.categorical()[typeFeature]);
            shown.add(new FeatureVector(event.numeric(), categorical));
        }
        return shown;
    }

    private int shownType(int index) {
        int[] unseen = unseenKin.get(index);
        return unseen != null && random.nextDouble() < PASS_OFF ? unseen[random.nextInt(unseen.length)] : index;
    }
}
