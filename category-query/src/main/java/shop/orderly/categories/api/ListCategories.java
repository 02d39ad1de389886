package shop.orderly.categories.api;

/**
 * Asks for one page of categories, oldest first. Answered with at most {@code limit + 1} {@link CategoryView}s: the extra
 * one tells that there are more.
 *
 * @param afterId the id of the last category of the page before; 0 for the first page
 * @param limit 1..100 categories
 */
public record ListCategories(long afterId, int limit) {}
