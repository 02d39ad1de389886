/** The rules of one payment: what may be captured, voided and given back. */
@NullMarked
package shop.orderly.payments.domain;

import org.jspecify.annotations.NullMarked;
