package shop.orderly.platform.security;

import org.springframework.dao.DataAccessException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.transaction.TransactionException;

/** The session that a token belongs to has not ended: its {@code ver} is not below the user's last ending. */
record LivingSession(EndedSessions sessions) implements OAuth2TokenValidator<Jwt> {

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        var subject = token.getSubject();
        var version = token.getClaim("ver");
        if (subject == null || !(version instanceof Number number) || ended(subject, number.longValue())) {
            return OAuth2TokenValidatorResult.failure(
                    new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN, "This session has ended", null));
        }
        return OAuth2TokenValidatorResult.success();
    }

    private boolean ended(String subject, long version) {
        try {
            return sessions.ended(subject, version);
        } catch (DataAccessException | TransactionException e) {
            // Not the token's fault: answered 503, as when the keys cannot be read.
            throw new JwtException("Ended sessions cannot be read", e);
        }
    }
}
