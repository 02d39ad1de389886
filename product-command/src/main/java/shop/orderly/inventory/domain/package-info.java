/** The rules of stock and of reservations. */
@NullMarked
package shop.orderly.inventory.domain;

import org.jspecify.annotations.NullMarked;
