@NullMarked
package shop.orderly.orders.process;

import org.jspecify.annotations.NullMarked;
