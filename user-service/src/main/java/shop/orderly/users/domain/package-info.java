/** A user's life and the rules of logging in; plain CRUD, so its entities are its domain. */
@NullMarked
package shop.orderly.users.domain;

import org.jspecify.annotations.NullMarked;
