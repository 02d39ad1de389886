/** Makes writes safe to repeat: the first answer to an Idempotency-Key is the answer. */
@NullMarked
package shop.orderly.platform.idempotency;

import org.jspecify.annotations.NullMarked;
