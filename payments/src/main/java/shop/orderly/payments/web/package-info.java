/** Payments over HTTP: reading them and asking for refunds. */
@NullMarked
package shop.orderly.payments.web;

import org.jspecify.annotations.NullMarked;
