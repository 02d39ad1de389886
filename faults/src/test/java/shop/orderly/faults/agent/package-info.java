@NullMarked
package shop.orderly.faults.agent;

import org.jspecify.annotations.NullMarked;
