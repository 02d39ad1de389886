package shop.orderly.orders.web;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.PositiveOrZero;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as a customer sends it.
 *
 * @param paymentMethod the payment provider's token, {@code tok_…}; card data is refused
 * @param customerId may be left out; otherwise it must be the caller's own
 */
record PlaceOrderRequest(
        @NotNull @Size(min = 1, max = 100, message = "must have 1 to 100 lines") List<@NotNull @Valid Item> items,

        @NotNull @Pattern(regexp = "tok_[A-Za-z0-9_-]{1,96}", message = "must be a token of the payment provider, tok_…") String paymentMethod,

        @Nullable @Size(max = 100) String customerId) {

    /**
     * One line.
     *
     * @param unitPrice the price that the customer saw, in major units; the order is refused if it differs from the
     *     present one, and never charged
     */
    record Item(
            @NotNull @Pattern(regexp = OrderReads.ID) String productId,
            @NotNull @Min(1) @Max(10_000) Integer quantity,

            @Nullable @PositiveOrZero @Digits(integer = 15, fraction = 4) BigDecimal unitPrice) {}
}
