/** The questions that can be asked about products, and their answers. */
@NullMarked
package shop.orderly.products.api;

import org.jspecify.annotations.NullMarked;
