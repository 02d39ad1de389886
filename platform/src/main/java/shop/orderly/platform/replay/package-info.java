/** Rebuilds projections from the event log beside their live rows, checks them, and exchanges them at once. */
@NullMarked
package shop.orderly.platform.replay;

import org.jspecify.annotations.NullMarked;
