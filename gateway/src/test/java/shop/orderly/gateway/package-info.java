/** The gateway in front of small real services. */
@NullMarked
package shop.orderly.gateway;

import org.jspecify.annotations.NullMarked;
