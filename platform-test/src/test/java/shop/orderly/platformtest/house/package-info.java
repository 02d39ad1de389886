/** Each house rule is shown to fail on a class that breaks it. */
@NullMarked
package shop.orderly.platformtest.house;

import org.jspecify.annotations.NullMarked;
