/**
 * Puts faults into the shop while it sells: every service, Postgres and Kafka as processes of their own, wires that can be
 * cut, a load that never waits, and an audit of what was left when everything had healed.
 */
@NullMarked
package shop.orderly.faults;

import org.jspecify.annotations.NullMarked;
