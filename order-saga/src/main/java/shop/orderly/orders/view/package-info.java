/** Rows of orders, their timelines and the price list, written from events and read by queries. */
@NullMarked
package shop.orderly.orders.view;

import org.jspecify.annotations.NullMarked;
