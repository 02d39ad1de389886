@NullMarked
package shop.orderly.orders.event;

import org.jspecify.annotations.NullMarked;
