/** What is merged into one document, and how. */
@NullMarked
package shop.orderly.gateway.web;

import org.jspecify.annotations.NullMarked;
