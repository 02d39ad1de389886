/** What is published about users on {@code user.events}: ids and roles, never personal data. */
@NullMarked
package shop.orderly.contracts.users;

import org.jspecify.annotations.NullMarked;
