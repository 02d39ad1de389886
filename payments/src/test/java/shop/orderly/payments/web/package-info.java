/** Payments over HTTP. */
@NullMarked
package shop.orderly.payments.web;

import org.jspecify.annotations.NullMarked;
