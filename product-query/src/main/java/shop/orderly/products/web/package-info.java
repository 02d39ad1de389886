/** Products over HTTP, read only and open to everyone. */
@NullMarked
package shop.orderly.products.web;

import org.jspecify.annotations.NullMarked;
