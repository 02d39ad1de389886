/** The rules of the catalogue. */
@NullMarked
package shop.orderly.catalogue.domain;

import org.jspecify.annotations.NullMarked;
