/** Categories over HTTP. */
@NullMarked
package shop.orderly.categories.web;

import org.jspecify.annotations.NullMarked;
