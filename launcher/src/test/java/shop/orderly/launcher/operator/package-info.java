/** What operators' verbs print. */
@NullMarked
package shop.orderly.launcher.operator;

import org.jspecify.annotations.NullMarked;
