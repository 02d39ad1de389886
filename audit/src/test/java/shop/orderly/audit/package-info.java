/** The audit against real stores: a consistent history says ok, and each thing that is put wrong is found. */
@NullMarked
package shop.orderly.audit;

import org.jspecify.annotations.NullMarked;
