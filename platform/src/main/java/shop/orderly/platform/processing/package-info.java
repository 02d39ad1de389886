/** How events are processed: defaults of every processing group, dead letters, row batches, deadlines and durable tasks. */
@NullMarked
package shop.orderly.platform.processing;

import org.jspecify.annotations.NullMarked;
