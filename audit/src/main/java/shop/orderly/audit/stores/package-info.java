/** What the audit reads: each service's database in one snapshot, and the topics. */
@NullMarked
package shop.orderly.audit.stores;

import org.jspecify.annotations.NullMarked;
