@NullMarked
package shop.orderly.orders.adapter;

import org.jspecify.annotations.NullMarked;
