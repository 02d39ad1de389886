@NullMarked
package shop.orderly.platform.deadletters;

import org.jspecify.annotations.NullMarked;
