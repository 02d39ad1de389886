@NullMarked
package shop.orderly.orders.view;

import org.jspecify.annotations.NullMarked;
