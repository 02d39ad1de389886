/** Every view folded anew from its own database's events, in the audit's own few lines. */
@NullMarked
package shop.orderly.audit.views;

import org.jspecify.annotations.NullMarked;
