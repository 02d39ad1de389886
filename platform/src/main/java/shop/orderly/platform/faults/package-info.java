/** Faults to be switched on while one tries things out: on a developer's machine only, and off unless asked for. */
@NullMarked
package shop.orderly.platform.faults;

import org.jspecify.annotations.NullMarked;
