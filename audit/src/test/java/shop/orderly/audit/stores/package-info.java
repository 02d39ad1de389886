/** A door into the stores for tests. */
@NullMarked
package shop.orderly.audit.stores;

import org.jspecify.annotations.NullMarked;
