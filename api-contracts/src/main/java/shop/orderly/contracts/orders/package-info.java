/** What is published about orders on {@code order.events}. */
@NullMarked
package shop.orderly.contracts.orders;

import org.jspecify.annotations.NullMarked;
