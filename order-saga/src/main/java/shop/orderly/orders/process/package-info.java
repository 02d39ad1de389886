/** Pushes every order until it rests: the fulfilment saga and the sweeper behind it. */
@NullMarked
package shop.orderly.orders.process;

import org.jspecify.annotations.NullMarked;
