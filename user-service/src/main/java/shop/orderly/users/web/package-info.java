/** HTTP for users, logins and public keys. */
@NullMarked
package shop.orderly.users.web;

import org.jspecify.annotations.NullMarked;
