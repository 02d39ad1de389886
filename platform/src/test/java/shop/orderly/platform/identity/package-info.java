@NullMarked
package shop.orderly.platform.identity;

import org.jspecify.annotations.NullMarked;
