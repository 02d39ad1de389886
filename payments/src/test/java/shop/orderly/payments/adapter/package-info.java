/** What orders ask, what the provider answers, and what goes wrong in between. */
@NullMarked
package shop.orderly.payments.adapter;

import org.jspecify.annotations.NullMarked;
