@NullMarked
package shop.orderly.platform.faults;

import org.jspecify.annotations.NullMarked;
