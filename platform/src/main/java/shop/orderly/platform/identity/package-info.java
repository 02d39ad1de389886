/** Who a service is: its certificate, the tokens it signs with it, and who may call which method of whom. */
@NullMarked
package shop.orderly.platform.identity;

import org.jspecify.annotations.NullMarked;
