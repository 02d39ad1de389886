/** Reservations over gRPC, and the clock that ends forgotten holds. */
@NullMarked
package shop.orderly.inventory.adapter;

import org.jspecify.annotations.NullMarked;
