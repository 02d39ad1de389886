package shop.orderly.faults.agent;

/** Places between two steps that must not come apart. */
public enum CrashPoint {
    /** A command has decided, and nothing is written. */
    BEFORE_APPEND("shop.orderly.platform.eventstore.PostgresEventStorageEngine", "appendEvents", true),
    /** Events are written, and their transaction is open. */
    AFTER_APPEND_BEFORE_COMMIT("shop.orderly.platform.eventstore.PostgresEventStorageEngine", "appendEvents", false),
    /** A transaction has committed, and nobody has been told. */
    AFTER_COMMIT_BEFORE_ANSWER(
            "org.springframework.transaction.support.AbstractPlatformTransactionManager", "commit", false),
    /** Kafka has acknowledged a batch, and the outbox' token is where it was. */
    AFTER_PUBLISH_BEFORE_TOKEN("shop.orderly.platform.link.Outbox", "await", false),
    /** The provider has moved money, and payments has not noted it. */
    AFTER_PROVIDER_BEFORE_RESULT("shop.orderly.payments.adapter.SandboxPaymentProvider", "capture", false),
    /** Foreign events are stored, and Kafka has not been told. */
    AFTER_INBOX_BEFORE_OFFSET("shop.orderly.platform.link.InboxConsumer", "commit", true);

    private final String type;
    private final String method;
    private final boolean isBefore;

    CrashPoint(String type, String method, boolean isBefore) {
        this.type = type;
        this.method = method;
        this.isBefore = isBefore;
    }

    String type() {
        return type;
    }

    String method() {
        return method;
    }

    /** Whether it is where the method begins; else where it has ended well. */
    boolean isBefore() {
        return isBefore;
    }
}
