package shop.orderly.platform.link;

import shop.orderly.contracts.shared.EventType;

@EventType("ship.launched")
record ShipLaunched(String shipId, String shipName, int tons) implements ShipEvent {}
