/** The deployable that writes products and stock: the contexts catalogue and inventory in one service. */
@NullMarked
package shop.orderly.productcommand;

import org.jspecify.annotations.NullMarked;
