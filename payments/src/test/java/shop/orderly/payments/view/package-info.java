/** The rows that readers see. */
@NullMarked
package shop.orderly.payments.view;

import org.jspecify.annotations.NullMarked;
