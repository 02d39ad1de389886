/** Who may do what: the table of endpoint × role × message, and the identity that every message carries. */
@NullMarked
package shop.orderly.platform.access;

import org.jspecify.annotations.NullMarked;
