/** Inventory: how much of each product is there, and how much of it is promised to orders. */
@NullMarked
package shop.orderly.inventory;

import org.jspecify.annotations.NullMarked;
