package shop.orderly.platform.link;

import shop.orderly.contracts.shared.EventType;

/** A private fact of the harbour: it is published to nobody. */
@EventType("crew.mustered")
record CrewMustered(String shipId, int heads) {}
