/** One row per payment for those who read. */
@NullMarked
package shop.orderly.payments.view;

import org.jspecify.annotations.NullMarked;
