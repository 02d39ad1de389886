/** The order: decides which of its next states may happen, and remembers which did. */
@NullMarked
package shop.orderly.orders.domain;

import org.jspecify.annotations.NullMarked;
