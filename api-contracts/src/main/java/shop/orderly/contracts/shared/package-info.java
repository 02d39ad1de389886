/** The few words that every context speaks: money, refusals, actors and the mark of a published event. */
@NullMarked
package shop.orderly.contracts.shared;

import org.jspecify.annotations.NullMarked;
