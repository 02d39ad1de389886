package shop.orderly.platform.identity;

/** A call is not let in. */
final class CallRefusedException extends Exception {

    /** Why. The name in lower case is the metric's tag and the answer's reason. */
    enum Reason {
        /** The connection ended before its handshake: no TLS 1.3, no certificate, or one that is not trusted. */
        NO_HANDSHAKE,
        /** The connection shows no certificate. */
        NO_CERTIFICATE,
        /** The certificate names no service of ours. */
        UNKNOWN_PEER,
        /** The certificate has ended, or not begun, since the connection began. */
        CERTIFICATE_NOT_VALID,
        NO_TOKEN,
        /** Not a signed token of the one form we know. */
        MALFORMED_TOKEN,
        /** Not signed with the key of the certificate that the connection shows. */
        WRONG_SIGNATURE,
        /** Bound to another certificate. */
        WRONG_CERTIFICATE,
        /** In another service's name. */
        WRONG_SUBJECT,
        /** A token for something else, such as a user's. */
        WRONG_AUDIENCE,
        EXPIRED_TOKEN,
        /** Good for longer than it may be. */
        TOO_LONG_TOKEN,
        /** All is well with the caller, but the method is not for it. */
        NOT_ALLOWED
    }

    private final Reason reason;

    CallRefusedException(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
