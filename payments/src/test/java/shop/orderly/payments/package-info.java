/** Payments keeps the house's rules. */
@NullMarked
package shop.orderly.payments;

import org.jspecify.annotations.NullMarked;
