package shop.orderly.platform.processing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.axonframework.common.DateTimeUtils;
import org.axonframework.common.jdbc.JdbcException;
import org.axonframework.common.jdbc.JdbcUtils;
import org.axonframework.eventhandling.Segment;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventhandling.tokenstore.AbstractTokenEntry;
import org.axonframework.eventhandling.tokenstore.UnableToClaimTokenException;
import org.axonframework.eventhandling.tokenstore.jdbc.JdbcTokenStore;

/**
 * Lets only the owner of a segment store its token. Axon's would give the segment back to a replica that stood still
 * while another one took it over, worked on and left: events would be handled twice, and the token would go back.
 *
 * <p>So whoever takes the owner out of the row may move the token: the one who works there cannot store its own any more,
 * nor keep the segment. Axon would extend a claim by claiming the segment anew.
 */
final class OwnedTokens extends JdbcTokenStore {

    private static final String EXTEND =
            "UPDATE token_entry SET timestamp = ?" + " WHERE owner = ? AND processor_name = ? AND segment = ?";

    private final String replica;
    private final DeadLetters letters;

    /**
     * @param replica the node id of the builder
     * @param letters is told of each claim
     */
    OwnedTokens(Builder builder, String replica, DeadLetters letters) {
        super(builder.nodeId(replica));
        this.replica = replica;
        this.letters = letters;
    }

    @Override
    public TrackingToken fetchToken(String processor, int segment) {
        letters.claiming(processor, segment);
        return super.fetchToken(processor, segment);
    }

    @Override
    public TrackingToken fetchToken(String processor, Segment segment) {
        letters.claiming(processor, segment.getSegmentId());
        return super.fetchToken(processor, segment);
    }

    @Override
    public void extendClaim(String processor, int segment) {
        var connection = getConnection();
        try (var extend = connection.prepareStatement(EXTEND)) {
            extend.setString(1, DateTimeUtils.formatInstant(AbstractTokenEntry.clock.instant()));
            extend.setString(2, replica);
            extend.setString(3, processor);
            extend.setInt(4, segment);
            if (extend.executeUpdate() == 0) {
                throw lost(processor, segment);
            }
        } catch (SQLException e) {
            throw new JdbcException("Cannot keep segment " + segment + " of " + processor, e);
        } finally {
            JdbcUtils.closeQuietly(connection);
        }
    }

    /** What Axon tries if no token of this owner was there to be stored. */
    @Override
    protected void updateToken(
            Connection connection, ResultSet found, TrackingToken token, String processor, int segment) {
        throw lost(processor, segment);
    }

    private static UnableToClaimTokenException lost(String processor, int segment) {
        return new UnableToClaimTokenException(
                "Segment " + segment + " of " + processor + " belongs to this replica no longer");
    }
}
