package shop.orderly.payments.domain;

import static java.util.Objects.requireNonNull;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.payments.RefundId;
import shop.orderly.contracts.shared.Money;

/** The refunds of one payment, in one currency: the open ones still wait for the provider. */
record Refunds(Map<RefundId, Refund> byId) {

    static final Refunds NONE = new Refunds(Map.of());

    /**
     * One refund.
     *
     * @param failed whether the provider refuses it, or could not be asked for long
     */
    record Refund(Money amount, boolean open, boolean failed) {}

    Refunds {
        byId = Map.copyOf(byId);
    }

    Refunds opened(RefundId refundId, Money amount) {
        return with(refundId, new Refund(amount, true, false));
    }

    Refunds done(RefundId refundId) {
        var refund = requireNonNull(byId.get(refundId));
        return with(refundId, new Refund(refund.amount(), false, false));
    }

    Refunds failed(RefundId refundId) {
        return with(refundId, new Refund(requireNonNull(byId.get(refundId)).amount(), true, true));
    }

    Refunds retried(RefundId refundId) {
        return opened(refundId, requireNonNull(byId.get(refundId)).amount());
    }

    @Nullable Money amountOf(RefundId refundId) {
        var refund = byId.get(refundId);
        return refund == null ? null : refund.amount();
    }

    boolean isOpen(RefundId refundId) {
        var refund = byId.get(refundId);
        return refund != null && refund.open();
    }

    boolean isFailing(RefundId refundId) {
        var refund = byId.get(refundId);
        return refund != null && refund.failed();
    }

    /** The open refunds that the provider refuses, or about which it could not be asked for long. */
    Map<RefundId, Money> failing() {
        return byId.entrySet().stream()
                .filter(e -> e.getValue().failed())
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().amount()));
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
