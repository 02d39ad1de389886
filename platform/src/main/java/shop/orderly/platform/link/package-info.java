/** The link between services: own published events leave through the outbox, foreign ones arrive through the inbox. */
@NullMarked
package shop.orderly.platform.link;

import org.jspecify.annotations.NullMarked;
