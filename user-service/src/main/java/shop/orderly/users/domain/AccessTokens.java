package shop.orderly.users.domain;

import java.time.Duration;
import java.util.List;

/** Issues the tokens by which every service knows a user. */
public interface AccessTokens {

    /** A signed token for the user's id and roles, valid for {@link #timeToLive()}. */
    String issue(String userId, List<String> roles);

    Duration timeToLive();
}
