/** What is published about categories on {@code category.events}. */
@NullMarked
package shop.orderly.contracts.categories;

import org.jspecify.annotations.NullMarked;
