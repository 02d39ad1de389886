/** What operators do about events that could not be handled: look at them, have them handled again, give them up. */
@NullMarked
package shop.orderly.platform.deadletters;

import org.jspecify.annotations.NullMarked;
