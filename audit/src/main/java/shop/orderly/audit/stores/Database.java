package shop.orderly.audit.stores;

import java.util.Locale;

/** The databases of the shop, one per service that stores something. */
public enum Database {
    PRODUCT,
    CATEGORY,
    USER,
    PRODUCT_QUERY,
    ORDER,
    PAYMENT;

    /** Its usual name: {@code product_db}. */
    public String usualName() {
        return name().toLowerCase(Locale.ROOT) + "_db";
    }
}
