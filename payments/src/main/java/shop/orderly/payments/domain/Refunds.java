package shop.orderly.payments.domain;

import static java.util.Objects.requireNonNull;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Money;

/** The refunds of one payment, in one currency: the open ones still wait for the provider. */
record Refunds(Map<RefundId, Refund> byId) {

    static final Refunds NONE = new Refunds(Map.of());

    /** One refund. */
    record Refund(Money amount, boolean open) {}

    Refunds {
        byId = Map.copyOf(byId);
    }

    Refunds opened(RefundId refundId, Money amount) {
        return with(refundId, new Refund(amount, true));
    }

    Refunds done(RefundId refundId) {
        var refund = requireNonNull(byId.get(refundId));
        return with(refundId, new Refund(refund.amount(), false));
    }

    @Nullable Money amountOf(RefundId refundId) {
        var refund = byId.get(refundId);
        return refund == null ? null : refund.amount();
    }

    boolean isOpen(RefundId refundId) {
        var refund = byId.get(refundId);
        return refund != null && refund.open();
    }

    /** Of all refunds, open and done. */
    Money total(Currency currency) {
        return sum(currency, refund -> true);
    }

    /** Of the refunds that are done. */
    Money completed(Currency currency) {
        return sum(currency, refund -> !refund.open());
    }

    /** The open refunds if all of them are of zero, else none. */
    List<RefundId> openIfAllAreEmpty() {
        var open = byId.entrySet().stream().filter(e -> e.getValue().open()).toList();
        return open.stream().allMatch(e -> e.getValue().amount().isZero())
                ? open.stream().map(Map.Entry::getKey).toList()
                : List.of();
    }

    private Money sum(Currency currency, Predicate<Refund> which) {
        return byId.values().stream().filter(which).map(Refund::amount).reduce(Money.zero(currency), Money::plus);
    }

    private Refunds with(RefundId refundId, Refund refund) {
        var all = new HashMap<>(byId);
        all.put(refundId, refund);
        return new Refunds(all);
    }
}
