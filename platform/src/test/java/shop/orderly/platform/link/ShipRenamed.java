package shop.orderly.platform.link;

import shop.orderly.contracts.shared.EventType;

@EventType(value = "ship.renamed", revision = 2)
record ShipRenamed(String shipId, String shipName) implements ShipEvent {}
