/** What has to be true at all times, one class each. */
@NullMarked
package shop.orderly.audit.invariants;

import org.jspecify.annotations.NullMarked;
