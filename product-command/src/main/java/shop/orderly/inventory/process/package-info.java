/** What inventory does when something happened elsewhere. */
@NullMarked
package shop.orderly.inventory.process;

import org.jspecify.annotations.NullMarked;
