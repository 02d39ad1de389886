/** The rules that Orderly's own structure is held to. */
@NullMarked
package shop.orderly.platformtest.house;

import org.jspecify.annotations.NullMarked;
