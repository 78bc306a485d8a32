package io.intentstream.core.recommendation;

/**
 * A category that a user may look at next.
 *
 * @param categoryId the category
 * @param share 0 to 1, four decimals; 0 when nothing speaks for it but that it is popular
 * @param newToUser whether the user has not looked at it lately
 */
public record CategoryShare(String categoryId, double share, boolean newToUser) {}
