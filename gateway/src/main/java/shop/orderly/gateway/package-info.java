/** The public door: every public path of Orderly at one address, with limits of size and time, and one page of documentation. */
@NullMarked
package shop.orderly.gateway;

import org.jspecify.annotations.NullMarked;
