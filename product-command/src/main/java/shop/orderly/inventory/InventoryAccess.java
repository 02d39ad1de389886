package shop.orderly.inventory;

import static shop.orderly.platform.access.AccessTable.get;
import static shop.orderly.platform.access.AccessTable.post;
import static shop.orderly.platform.access.AccessTable.process;
import static shop.orderly.platform.access.AccessTable.service;
import static shop.orderly.platform.access.Role.ADMIN;
import static shop.orderly.platform.access.Role.MERCHANT;
import static shop.orderly.platform.access.Role.OPS;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.orderly.inventory.api.AdjustStock;
import shop.orderly.inventory.api.CommitReservation;
import shop.orderly.inventory.api.ExpireReservation;
import shop.orderly.inventory.api.FindStockByProduct;
import shop.orderly.inventory.api.OpenStock;
import shop.orderly.inventory.api.ReceiveStock;
import shop.orderly.inventory.api.ReleaseReservation;
import shop.orderly.inventory.api.ReserveStock;
import shop.orderly.platform.access.AccessTable;

/** Who may see and change stock. That a product exists is public, so a stranger is told that it is not theirs. */
@Configuration(proxyBeanMethods = false)
public class InventoryAccess {

    @Bean
    AccessTable inventoryTable() {
        return AccessTable.of(
                get("/api/v1/products/{productId}/stock")
                        .all(OPS, ADMIN)
                        .ownOfPublic(MERCHANT)
                        .sends(FindStockByProduct.class),
                post("/api/v1/products/{productId}/stock/receipts")
                        .all(OPS, ADMIN)
                        .ownOfPublic(MERCHANT)
                        .sends(ReceiveStock.class),
                post("/api/v1/products/{productId}/stock/adjustments")
                        .all(OPS, ADMIN)
                        .ownOfPublic(MERCHANT)
                        .sends(AdjustStock.class),
                service("order-saga").sends(ReserveStock.class, CommitReservation.class, ReleaseReservation.class),
                process("stock-opening").sends(OpenStock.class),
                process("reservation-hold").sends(ExpireReservation.class));
    }
}
