/** Turns the events of products, stock and categories into rows, and rows into answers. */
@NullMarked
package shop.orderly.products.view;

import org.jspecify.annotations.NullMarked;
