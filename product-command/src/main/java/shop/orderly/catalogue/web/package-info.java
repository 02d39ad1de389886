/** The catalogue over HTTP. */
@NullMarked
package shop.orderly.catalogue.web;

import org.jspecify.annotations.NullMarked;
