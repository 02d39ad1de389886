/** Stock over HTTP. */
@NullMarked
package shop.orderly.inventory.web;

import org.jspecify.annotations.NullMarked;
