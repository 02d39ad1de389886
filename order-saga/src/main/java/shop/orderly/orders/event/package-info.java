/** Private facts of an order: delays and resumptions, of interest to nobody outside. */
@NullMarked
package shop.orderly.orders.event;

import org.jspecify.annotations.NullMarked;
