/** Properties of the shared words. */
@NullMarked
package shop.orderly.contracts.shared;

import org.jspecify.annotations.NullMarked;
