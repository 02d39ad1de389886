package shop.orderly.audit.invariants;

import java.math.BigDecimal;
import shop.orderly.audit.stores.Stores;

/** Per order: what was captured and given back is what its state owes, here and in the books of the sandbox provider. */
final class MoneyAddsUp implements Invariant {
    @Override
    public String id() {
        return "I2";
    }

    @Override
    public String title() {
        return "money";
    }

    @Override
    public String says() {
        return "captured - refunded = the total of a confirmed order (less what a person gave back) and 0 of any other; "
                + "refunded <= captured <= total; the provider's books say the same";
    }

    @Override
    public Finding check(Stores stores) {
        var found = new Finding.Builder("orders", "captures");
        Dossier.each(stores, dossier -> check(dossier, stores, found));
        new ProviderLedger(stores, found).compare();
        return found.finding();
    }

    private static void check(Dossier dossier, Stores stores, Finding.Builder found) {
        var order = dossier.facts();
        var paid = PaymentFacts.of(dossier.payments());
        var subject = "order " + dossier.orderId();
        found.count("orders");
        found.count("captures", paid.captured().signum());
        found.require(
                paid.captured().compareTo(order.total()) <= 0,
                subject,
                () -> "%s were captured, its total is %s".formatted(text(paid.captured()), text(order.total())));
        found.require(
                paid.opened().max(paid.refunded()).compareTo(paid.captured()) <= 0,
                subject,
                () -> "%s were captured, refunds are %s"
                        .formatted(text(paid.captured()), text(paid.opened().max(paid.refunded()))));
        found.require(paid.runningSumsHold(), subject, () -> "a refund states another sum of refunds than there is");
        // Once the money is back it is back, whatever becomes of the goods.
        var isBack = order.is("REFUNDED");
        if (order.isStuck() && !isBack) {
            found.count("stuck");
        } else if (order.isResolved() && !isBack) {
            byHand(dossier, order, paid, stores, found);
        } else if (order.isTerminal()) {
            if (dossier.isYoung(stores)) {
                found.count("under way");
            } else {
                rest(dossier, order, paid, found);
            }
        }
    }

    /** Nothing more moves its money: what is not the customer's again is what an operator said is kept. */
    private static void byHand(
            Dossier dossier, OrderFacts order, PaymentFacts paid, Stores stores, Finding.Builder found) {
        if (paid.kept().signum() == 0) {
            found.count("settled by hand");
        } else if (paid.kept().compareTo(order.accepted()) <= 0) {
            found.count("owed and accepted by an operator");
        } else if (dossier.isYoung(stores)) {
            found.count("under way");
        } else {
            found.violate(
                    "order " + dossier.orderId(),
                    "is %s and settled by hand, and keeps %s of its customer's money, of which an operator accepted %s"
                            .formatted(order.status(), text(paid.kept()), text(order.accepted())));
        }
    }

    private static void rest(Dossier dossier, OrderFacts order, PaymentFacts paid, Finding.Builder found) {
        var confirmed = order.is("CONFIRMED");
        var owed = confirmed ? order.total() : BigDecimal.ZERO;
        var kept = confirmed ? paid.kept().add(paid.goodwill()) : paid.kept();
        found.require(
                kept.compareTo(owed) == 0,
                "order " + dossier.orderId(),
                () -> "is %s and keeps %s of its customer's money, where %s is owed"
                        .formatted(order.status(), text(kept), text(owed)));
    }

    private static String text(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString();
    }
}
