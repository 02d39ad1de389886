/** The commands, queries and views of payments. */
@NullMarked
package shop.orderly.payments.api;

import org.jspecify.annotations.NullMarked;
