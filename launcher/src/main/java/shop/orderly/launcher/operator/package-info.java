/** The verbs with which people operate a running stack through the gateway: replay, dead letters, sagas, faults. */
@NullMarked
package shop.orderly.launcher.operator;

import org.jspecify.annotations.NullMarked;
