/** The outside world: what orders ask of payments, the provider that is called under our ids, and its sandbox. */
@NullMarked
package shop.orderly.payments.adapter;

import org.jspecify.annotations.NullMarked;
