/** What is published about payments on {@code payment.events}. */
@NullMarked
package shop.orderly.contracts.payments;

import org.jspecify.annotations.NullMarked;
