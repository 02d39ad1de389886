package shop.orderly.contracts.inventory;

/** A fact of inventory. Published by product-command on {@code inventory.events}, keyed by the stock item's or the reservation's id. */
public sealed interface InventoryEvent permits StockEvent, ReservationEvent {}
