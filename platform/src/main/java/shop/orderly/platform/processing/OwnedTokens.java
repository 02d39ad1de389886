package shop.orderly.platform.processing;

import java.sql.Connection;
import java.sql.ResultSet;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;

/**
 * Lets only the owner of a segment store its token. Axon's would give the segment back to a replica that stood still
 * while another one took it over, worked on and left: events would be handled twice, and the token would go back.
 */
final class OwnedTokens extends JdbcTokenStore {

    OwnedTokens(Builder builder) {
        super(builder);
    }

    /** What Axon tries if no token of this owner was there to be stored. */
    @Override
    protected void updateToken(
            Connection connection, ResultSet found, TrackingToken token, String processor, int segment) {
        throw new UnableToClaimTokenException(
                "Segment " + segment + " of " + processor + " belongs to this replica no longer");
    }
}
