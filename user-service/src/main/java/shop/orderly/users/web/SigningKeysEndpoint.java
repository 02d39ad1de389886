package shop.orderly.users.web;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import shop.orderly.platform.web.ItemsPage;
import shop.orderly.users.domain.SigningKeyLife;
import shop.orderly.users.domain.SigningKeyLife.KeyState;

/** The signing keys, for operators. */
@RestController
@RequestMapping("/ops/v1/signing-keys")
class SigningKeysEndpoint {

    private final SigningKeyLife keys;

    SigningKeysEndpoint(SigningKeyLife keys) {
        this.keys = keys;
    }

    @GetMapping
    ItemsPage<KeyState> all() {
        return new ItemsPage<>(keys.all(), null);
    }

    /** Lets the next key sign now instead of when the present one is old; 409 while it is not known everywhere yet. */
    @PostMapping("/rotations")
    ResponseEntity<ItemsPage<KeyState>> rotate() {
        keys.rotate();
        return ResponseEntity.status(HttpStatus.CREATED).body(all());
    }
}
