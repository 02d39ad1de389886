/** Fills views in tests. */
@NullMarked
package shop.orderly.audit.views;

import org.jspecify.annotations.NullMarked;
