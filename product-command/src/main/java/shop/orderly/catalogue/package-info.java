/** The catalogue: which products there are, what they cost and whose they are. */
@NullMarked
package shop.orderly.catalogue;

import org.jspecify.annotations.NullMarked;
