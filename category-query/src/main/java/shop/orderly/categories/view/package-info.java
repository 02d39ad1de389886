/** Turns the events of products into lists and counts for each category. */
@NullMarked
package shop.orderly.categories.view;

import org.jspecify.annotations.NullMarked;
