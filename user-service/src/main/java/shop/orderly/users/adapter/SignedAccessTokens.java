package shop.orderly.users.adapter;

import io.jsonwebtoken.JwtBuilder;
import io.jsonwebtoken.Jwts;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.List;
import java.util.function.UnaryOperator;
import javax.crypto.SecretKey;
import shop.orderly.platform.time.Ids;
import shop.orderly.users.domain.AccessTokens;

/** Access tokens as JWT: ES256 with the key that signs now, or HS256 with the shared secret. */
public final class SignedAccessTokens implements AccessTokens {

    /** What tokens say of where they come from and whom they are for. */
    public record Claims(String issuer, String audience, Duration timeToLive) {}

    private final UnaryOperator<JwtBuilder> signature;

    private final Claims claims;

    private final Clock clock;

    private SignedAccessTokens(UnaryOperator<JwtBuilder> signature, Claims claims, Clock clock) {
        this.signature = signature;
        this.claims = claims;
        this.clock = clock;
    }

    public static SignedAccessTokens byKeys(SigningKeys keys, Claims claims, Clock clock) {
        return new SignedAccessTokens(
                token -> {
                    var key = keys.signing();
                    return token.header().keyId(key.kid()).and().signWith(key.signature(), Jwts.SIG.ES256);
                },
                claims,
                clock);
    }

    public static SignedAccessTokens bySecret(SecretKey secret, Claims claims, Clock clock) {
        return new SignedAccessTokens(token -> token.signWith(secret, Jwts.SIG.HS256), claims, clock);
    }

    @Override
    public String issue(String userId, List<String> roles, long version) {
        var now = clock.instant();
        var token = Jwts.builder()
                .header()
                .type("JWT")
                .and()
                .id(Ids.next())
                .issuer(claims.issuer())
                .audience()
                .add(claims.audience())
                .and()
                .subject(userId)
                .claim("typ", "access")
                .claim("roles", roles)
                .claim("ver", version)
                .issuedAt(Date.from(now))
                .expiration(Date.from(now.plus(claims.timeToLive())));
        return signature.apply(token).compact();
    }

    @Override
    public Duration timeToLive() {
        return claims.timeToLive();
    }
}
