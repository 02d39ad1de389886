package shop.orderly.payments.adapter;

/** What the provider knows about one capture. */
public sealed interface ProviderAnswer {

    /** The money is ours. */
    record Captured(String reference) implements ProviderAnswer {}

    /**
     * It will not be captured: the provider said no.
     *
     * @param reason the provider's code, lower snake case
     */
    record Declined(String reason) implements ProviderAnswer {}

    /** It will not be captured: we voided it. */
    record Voided() implements ProviderAnswer {}

    /**
     * Not decided yet; ask again.
     *
     * @param reason what it waits for, lower snake case
     */
    record Pending(String reason) implements ProviderAnswer {}
}
