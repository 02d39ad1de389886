/** Who may call: bearer tokens checked on every service, everything denied unless it is said to be public. */
@NullMarked
package shop.orderly.platform.security;

import org.jspecify.annotations.NullMarked;
