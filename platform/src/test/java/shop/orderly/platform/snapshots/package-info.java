@NullMarked
package shop.orderly.platform.snapshots;

import org.jspecify.annotations.NullMarked;
