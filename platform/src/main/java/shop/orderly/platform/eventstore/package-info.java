/** The service's own event log in Postgres: appended in one statement, read in the order of commits, woken by the database. */
@NullMarked
package shop.orderly.platform.eventstore;

import org.jspecify.annotations.NullMarked;
