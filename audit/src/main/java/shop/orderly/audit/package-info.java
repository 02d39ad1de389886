/** The independent reader of all stores: what it reads, what it holds to be true, and how it says so. */
@NullMarked
package shop.orderly.audit;

import org.jspecify.annotations.NullMarked;
