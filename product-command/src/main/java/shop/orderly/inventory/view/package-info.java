/** The stock levels that people read. */
@NullMarked
package shop.orderly.inventory.view;

import org.jspecify.annotations.NullMarked;
