@NullMarked
package shop.orderly.orders.domain;

import org.jspecify.annotations.NullMarked;
