/** The product read model: what customers search, filter and look at. */
@NullMarked
package shop.orderly.products;

import org.jspecify.annotations.NullMarked;
