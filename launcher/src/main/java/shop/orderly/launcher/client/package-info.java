/** How the command speaks to a running stack: over HTTP, as any client, with answers and complaints for a person. */
@NullMarked
package shop.orderly.launcher.client;

import org.jspecify.annotations.NullMarked;
