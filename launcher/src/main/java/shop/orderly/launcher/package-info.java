/** The whole system in one JVM on embedded Postgres and Kafka, and the {@code orderly} command. */
@NullMarked
package shop.orderly.launcher;

import org.jspecify.annotations.NullMarked;
