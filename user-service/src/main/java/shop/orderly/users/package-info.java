/** Users: who they are, how they log in, and the tokens by which every service knows them. */
@NullMarked
package shop.orderly.users;

import org.jspecify.annotations.NullMarked;
