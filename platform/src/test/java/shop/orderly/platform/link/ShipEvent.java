package shop.orderly.platform.link;

/** What ships tell in these tests. */
sealed interface ShipEvent permits ShipLaunched, ShipRenamed {

    String shipId();
}
