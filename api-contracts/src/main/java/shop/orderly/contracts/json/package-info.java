/** The one JSON form in which events are stored, published and approved. */
@NullMarked
package shop.orderly.contracts.json;

import org.jspecify.annotations.NullMarked;
