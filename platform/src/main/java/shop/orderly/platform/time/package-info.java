/** The only door through which time and identity enter. */
@NullMarked
package shop.orderly.platform.time;

import org.jspecify.annotations.NullMarked;
