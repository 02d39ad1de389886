/** The published language of Orderly: what services may know of each other. */
@NullMarked
package shop.orderly.contracts;

import org.jspecify.annotations.NullMarked;
