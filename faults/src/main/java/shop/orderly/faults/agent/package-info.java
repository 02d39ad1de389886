/**
 * Lives inside a service that is being hurt: halts it at a named place, or plants a bug that it must not have. The services
 * themselves know nothing of it.
 */
@NullMarked
package shop.orderly.faults.agent;

import org.jspecify.annotations.NullMarked;
