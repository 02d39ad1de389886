/** Orders over HTTP. */
@NullMarked
package shop.orderly.orders.web;

import org.jspecify.annotations.NullMarked;
