/** What is told about a running service: traces, meters and logs that carry its name. */
@NullMarked
package shop.orderly.platform.telemetry;

import org.jspecify.annotations.NullMarked;
