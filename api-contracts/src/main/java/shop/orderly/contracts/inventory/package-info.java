/** What inventory publishes about stock and reservations on {@code inventory.events}. */
@NullMarked
package shop.orderly.contracts.inventory;

import org.jspecify.annotations.NullMarked;
