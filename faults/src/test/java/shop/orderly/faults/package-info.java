@NullMarked
package shop.orderly.faults;

import org.jspecify.annotations.NullMarked;
