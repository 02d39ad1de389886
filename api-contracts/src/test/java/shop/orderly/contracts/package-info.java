/** What was published once stays readable: approved samples of every event, and the approved public API. */
@NullMarked
package shop.orderly.contracts;

import org.jspecify.annotations.NullMarked;
