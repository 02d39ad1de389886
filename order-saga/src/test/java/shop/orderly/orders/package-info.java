@NullMarked
package shop.orderly.orders;

import org.jspecify.annotations.NullMarked;
