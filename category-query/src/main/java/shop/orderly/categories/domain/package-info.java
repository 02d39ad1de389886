/** The categories themselves: rows with a version, each change an event. */
@NullMarked
package shop.orderly.categories.domain;

import org.jspecify.annotations.NullMarked;
