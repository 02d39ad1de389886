/** What every HTTP endpoint shares: problems, pages, the caller, read-your-writes and the form of JSON. */
@NullMarked
package shop.orderly.platform.web;

import org.jspecify.annotations.NullMarked;
