/** The commands, queries and answers of inventory. */
@NullMarked
package shop.orderly.inventory.api;

import org.jspecify.annotations.NullMarked;
