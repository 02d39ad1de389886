package shop.orderly.users.domain;

import java.util.Map;

/** The keys with which anybody can check an access token. */
@FunctionalInterface
public interface PublicKeys {

    /** A JWK set, RFC 7517; without keys when tokens are signed with a shared secret. */
    Map<String, Object> jwks();
}
