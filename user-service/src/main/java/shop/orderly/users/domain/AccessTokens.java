package shop.orderly.users.domain;

import java.time.Duration;
import java.util.List;

/** Issues the tokens by which every service knows a user. */
public interface AccessTokens {

    /**
     * A signed token for the user's id and roles, valid for {@link #timeToLive()} unless the user's sessions end before.
     *
     * @param version the user's version, by which the token is told from those issued after such an end
     */
    String issue(String userId, List<String> roles, long version);

    Duration timeToLive();
}
