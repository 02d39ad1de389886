/** The stories of an order, told over HTTP to the whole system, and the structure of the whole house. */
@NullMarked
package shop.orderly.launcher;

import org.jspecify.annotations.NullMarked;
