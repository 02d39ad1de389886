/** The link, between real services, on real Kafka and Postgres. */
@NullMarked
package shop.orderly.platform.link;

import org.jspecify.annotations.NullMarked;
