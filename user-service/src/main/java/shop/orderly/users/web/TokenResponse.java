package shop.orderly.users.web;

import shop.orderly.users.domain.Sessions.Tokens;

/**
 * What a login answers, in OAuth 2's words.
 *
 * @param expiresIn in seconds
 */
record TokenResponse(String accessToken, String refreshToken, String tokenType, long expiresIn) {

    static TokenResponse of(Tokens tokens) {
        return new TokenResponse(
                tokens.accessToken(),
                tokens.refreshToken(),
                "Bearer",
                tokens.expiresIn().toSeconds());
    }

    @Override
    public String toString() {
        return "TokenResponse[…]";
    }
}
