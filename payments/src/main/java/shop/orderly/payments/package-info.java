/** Captures, voids and refunds payments through a payment provider, each at most once. */
@NullMarked
package shop.orderly.payments;

import org.jspecify.annotations.NullMarked;
