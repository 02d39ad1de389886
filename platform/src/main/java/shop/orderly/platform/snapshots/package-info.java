/** What operators do about the snapshots of long aggregates: count them, drop them, have them made anew. */
@NullMarked
package shop.orderly.platform.snapshots;

import org.jspecify.annotations.NullMarked;
