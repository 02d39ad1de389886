/** What can be asked of categories, and the answers. */
@NullMarked
package shop.orderly.categories.api;

import org.jspecify.annotations.NullMarked;
