@NullMarked
package shop.orderly.platform.access;

import org.jspecify.annotations.NullMarked;
