/** Categories, and the catalogue as it looks from each of them. */
@NullMarked
package shop.orderly.categories;

import org.jspecify.annotations.NullMarked;
