/** The words inside the context of orders: its commands, queries, views and the port to the stock. */
@NullMarked
package shop.orderly.orders.api;

import org.jspecify.annotations.NullMarked;
