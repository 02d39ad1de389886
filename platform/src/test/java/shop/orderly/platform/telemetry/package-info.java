/** What is told about a running service. */
@NullMarked
package shop.orderly.platform.telemetry;

import org.jspecify.annotations.NullMarked;
