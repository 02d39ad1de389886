/** Where requests go, what passes, what happens when a service is away, and the merged OpenAPI document. */
@NullMarked
package shop.orderly.gateway.web;

import org.jspecify.annotations.NullMarked;
