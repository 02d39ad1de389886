/** How a service starts: one call that gives every service the same defaults, alone and in the launcher. */
@NullMarked
package shop.orderly.platform.service;

import org.jspecify.annotations.NullMarked;
