/** Takes orders, fulfils them and shows how they stand. */
@NullMarked
package shop.orderly.orders;

import org.jspecify.annotations.NullMarked;
