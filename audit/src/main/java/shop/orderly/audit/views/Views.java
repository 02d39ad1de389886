package shop.orderly.audit.views;

import java.util.ArrayList;
import java.util.List;
import shop.orderly.audit.stores.Database;

/** Every view of the shop. */
public final class Views {
    private static final long AN_HOUR = 3_600_000_000L;

    private static final String ORDER_ID = "CASE WHEN type LIKE 'order.%' THEN aggregate_identifier"
            + " ELSE convert_from(payload, 'UTF8')::json ->> 'order_id' END";

    private static final String[] ABOUT_AN_ORDER = {"order.%", "reservation.%", "payment.%"};

    private Views() {}

    public static List<View> all() {
        var views = new ArrayList<>(List.of(
                View.of(
                        Database.PRODUCT,
                        "inventory.stock_level",
                        "stock-level",
                        "'stock-' || product_id",
                        "stock.%",
                        StockLevelFold::new,
                        "product_id",
                        "merchant_id",
                        "on_hand",
                        "reserved",
                        "version"),
                View.of(
                        Database.PRODUCT_QUERY,
                        "products.product_view",
                        "product-view",
                        "product_id",
                        "product.%",
                        ProductViewFold::new,
                        "product_id",
                        "merchant_id",
                        "name",
                        "description",
                        "store",
                        "array_to_string(image_urls, U&'\\001F')",
                        "category_id",
                        "price",
                        "discount",
                        "final_price",
                        "currency",
                        "status",
                        "version",
                        micros("created_at"),
                        micros("updated_at")),
                View.of(
                        Database.PRODUCT_QUERY,
                        "products.stock_view",
                        "product-view",
                        "'stock-' || product_id",
                        "stock.%",
                        StockViewFold::new,
                        "product_id",
                        "on_hand",
                        "reserved",
                        "version",
                        micros("updated_at")),
                View.of(
                        Database.PRODUCT_QUERY,
                        "products.category_view",
                        "product-view",
                        "'category-' || category_id",
                        "category.%",
                        CategoryViewFold::new,
                        "category_id",
                        "name",
                        "version"),
                View.of(
                        Database.CATEGORY,
                        "categories.product_view",
                        "category-catalogue",
                        "product_id",
                        "product.%",
                        ListedProductFold::new,
                        "product_id",
                        "category_id",
                        "name",
                        "store",
                        "array_to_string(image_urls, U&'\\001F')",
                        "details_version",
                        "price",
                        "discount",
                        "final_price",
                        "currency",
                        "price_version",
                        "discontinued_version"),
                View.of(
                        Database.ORDER,
                        "orders.price_list",
                        "price-list",
                        "product_id",
                        "product.%",
                        PriceListFold::new,
                        "product_id",
                        "name",
                        "trim_scale(price)",
                        "currency",
                        "price_version",
                        "discontinued",
                        "version"),
                View.of(
                                Database.ORDER,
                                "orders.order_view",
                                "order-view",
                                "order_id",
                                "order.%",
                                OrderViewFold::new,
                                "order_id",
                                "customer_id",
                                "status",
                                "reason",
                                "trim_scale(total)",
                                "currency",
                                "payment_method",
                                "stock",
                                "payment",
                                "resolved",
                                "version",
                                micros("placed_at"),
                                micros("updated_at"))
                        .keyedBy(ORDER_ID)
                        .inOneSequence(null, ABOUT_AN_ORDER),
                View.of(
                                Database.ORDER,
                                "orders.saga_view",
                                "saga-view",
                                "order_id",
                                "order.%",
                                SagaViewFold::new,
                                "order_id",
                                "order_status",
                                "reason",
                                "stock",
                                "payment",
                                "step",
                                "attempt",
                                "failures",
                                "stuck",
                                "last_error",
                                micros("next_attempt_at"),
                                "refund_failures",
                                "refund_error",
                                micros("refund_next_at"),
                                "failing_refunds",
                                "resolved",
                                "version",
                                "stock_version",
                                "payment_version",
                                micros("started_at"),
                                micros("updated_at"))
                        .keyedBy(ORDER_ID)
                        .inOneSequence(null, ABOUT_AN_ORDER),
                View.of(
                                Database.ORDER,
                                "orders.order_line_view",
                                "order-view",
                                "order_id",
                                "order.%",
                                OrderLinesFold::new,
                                "order_id",
                                "line",
                                "product_id",
                                "name",
                                "quantity",
                                "trim_scale(unit_price)")
                        .inOneSequence("line", "order.placed"),
                View.of(
                                Database.ORDER,
                                "orders.order_timeline",
                                "order-view",
                                "order_id",
                                "order.%",
                                TimelineFold::new,
                                "order_id",
                                "sequence",
                                "event_id",
                                micros("at"),
                                "type",
                                "actor",
                                "detail")
                        .keyedBy(ORDER_ID)
                        .inOneSequence("sequence", ABOUT_AN_ORDER),
                View.of(
                        Database.PAYMENT,
                        "payments.payment_view",
                        "payment-view",
                        "id",
                        "payment.%",
                        PaymentViewFold::new,
                        "id",
                        "order_id",
                        "customer_id",
                        "status",
                        "trim_scale(amount)",
                        "trim_scale(captured)",
                        "trim_scale(refunded)",
                        "open_refunds",
                        "currency",
                        "version",
                        micros("created_at"),
                        micros("updated_at"))));
        for (var database : Database.values()) {
            var sessions = View.of(
                            database,
                            "ended_session",
                            "ended-sessions",
                            "user_id",
                            "user.%",
                            EndedSessionFold::new,
                            "user_id",
                            "version",
                            micros("at"))
                    .forgettingAfter(AN_HOUR);
            // Users end their sessions in the same transaction as they write why; others hear of it later.
            views.add(database == Database.USER ? sessions.atOnce() : sessions);
        }
        return List.copyOf(views);
    }

    private static String micros(String column) {
        return "(extract(epoch FROM " + column + ") * 1000000)::bigint";
    }
}
