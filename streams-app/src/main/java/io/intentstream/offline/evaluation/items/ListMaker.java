package io.intentstream.offline.evaluation.items;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the lists that are evaluated. */
interface ListMaker {
    /** Most products of a list. */
    int LIMIT = 20;

    /** Most categories. */
    int CATEGORIES = 10;

    /** Products, the best first, without those of the latest event. */
    List<String> items(Moment moment);

    /** Products that are new to the user, of a list made for that. */
    List<String> discover(Moment moment);

    /** Products that are new to the user, in the order of the list of all. */
    List<String> unseen(Moment moment);

    /** Categories, the likeliest first; null when it tells none. */
    @Nullable
    List<String> categories(Moment moment);

    /** Categories that are new to the user, the likeliest first; null when it tells none. */
    @Nullable
    List<String> newCategories(Moment moment);
}
