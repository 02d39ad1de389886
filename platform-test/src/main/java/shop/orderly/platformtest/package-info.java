/** What tests stand on: embedded Postgres and Kafka, the house rules and fixtures. */
@NullMarked
package shop.orderly.platformtest;

import org.jspecify.annotations.NullMarked;
