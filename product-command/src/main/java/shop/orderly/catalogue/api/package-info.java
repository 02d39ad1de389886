/** The commands of the catalogue and the values they are made of. */
@NullMarked
package shop.orderly.catalogue.api;

import org.jspecify.annotations.NullMarked;
