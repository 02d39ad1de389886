package shop.orderly.users.web;

import java.time.Duration;
import java.util.Map;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.users.domain.PublicKeys;

/** The public keys of access tokens. */
@RestController
class KeysEndpoint {

    private static final Duration MAX_AGE = Duration.ofMinutes(5);

    private final PublicKeys keys;

    KeysEndpoint(PublicKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<Map<String, Object>> jwks() {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic())
                .body(keys.jwks());
    }
}
