/** Rebuilds, between real services, on real Postgres. */
@NullMarked
package shop.orderly.platform.replay;

import org.jspecify.annotations.NullMarked;
