package shop.orderly.platform.security;

import java.time.Clock;
import java.time.Duration;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/** A token was issued, not in the future, and is not meant to live for longer than tokens do. */
record TokenLife(Duration longest, Duration skew, Clock clock) implements OAuth2TokenValidator<Jwt> {

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        var issued = token.getIssuedAt();
        var expires = token.getExpiresAt();
        if (issued == null
                || expires == null
                || issued.isAfter(clock.instant().plus(skew))
                || !expires.isAfter(issued)
                || expires.isAfter(issued.plus(longest))) {
            return OAuth2TokenValidatorResult.failure(new OAuth2Error(
                    OAuth2ErrorCodes.INVALID_TOKEN, "The token's times are not those of an access token", null));
        }
        return OAuth2TokenValidatorResult.success();
    }
}
