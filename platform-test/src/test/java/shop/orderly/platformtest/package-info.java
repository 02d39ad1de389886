/** The test platform is tested too. */
@NullMarked
package shop.orderly.platformtest;

import org.jspecify.annotations.NullMarked;
