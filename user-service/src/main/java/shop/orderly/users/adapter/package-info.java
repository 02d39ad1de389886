/** Cryptography and storage behind the domain's ports: hashing, signing, the signing keys. */
@NullMarked
package shop.orderly.users.adapter;

import org.jspecify.annotations.NullMarked;
