package io.intentstream.offline.evaluation.items;

import com.fasterxml.jackson.annotation.JsonKey;

/** The metrics of lists; each is a mean over the targets that it is about. */
public enum ListMetric {
    /** Share of the next products in the first ten. */
    HR_10("HR@10", "hitRate10"),
    /** Share in the first twenty. */
    HR_20("HR@20", "hitRate20"),
    /** Mean of 1 / place in the first twenty; 0 when it is not there. */
    MRR_20("MRR@20", "reciprocalRank20"),
    /** Share of the products new to the user in the first twenty of the list of new ones. */
    NEW_HR_20("new HR@20", "newHitRate20"),
    /** The same in the list of all, without the products that the user knew. */
    UNSEEN_HR_20("new in all HR@20", "unseenHitRate20"),
    /** Share of the bought products in the first ten. */
    BOUGHT_10("bought in 10", "boughtHitRate10"),
    /** Share of the next categories in the first place. */
    CATEGORY_1("category HR@1", "categoryHitRate1"),
    /** Share in the first three. */
    CATEGORY_3("category HR@3", "categoryHitRate3"),
    /** Share in the first ten. */
    CATEGORY_10("category HR@10", "categoryHitRate10"),
    /** Share of the categories new to the user in the first ten of the new ones. */
    NEW_CATEGORY_10("new category HR@10", "newCategoryHitRate10"),
    /** Number of different categories in the first ten. */
    CATEGORIES_IN_10("categories in 10", "categoriesIn10"),
    /** Share of the first ten that also stand in the first ten of the latest list of the user before. */
    OVERLAP_10("overlap@10", "overlap10");

    private final String title;
    private final String id;

    ListMetric(String title, String id) {
        this.title = title;
        this.id = id;
    }

    /** Its name for people. */
    public String title() {
        return title;
    }

    /** Its name in files. */
    @JsonKey
    public String id() {
        return id;
    }
}
