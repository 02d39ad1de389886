/** What the catalogue publishes about products on {@code product.events}. */
@NullMarked
package shop.orderly.contracts.catalogue;

import org.jspecify.annotations.NullMarked;
