/** The way to inventory over gRPC. */
@NullMarked
package shop.orderly.orders.adapter;

import org.jspecify.annotations.NullMarked;
