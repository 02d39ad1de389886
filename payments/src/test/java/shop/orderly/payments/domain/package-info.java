/** Every command of a payment: what it does, what it refuses, what a repeat changes. */
@NullMarked
package shop.orderly.payments.domain;

import org.jspecify.annotations.NullMarked;
