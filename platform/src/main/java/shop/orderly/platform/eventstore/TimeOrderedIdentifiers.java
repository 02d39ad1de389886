package shop.orderly.platform.eventstore;

import org.axonframework.common.IdentifierFactory;
import shop.orderly.platform.time.Ids;

/** Makes the ids of messages grow with time, so that new events lie together in the index of their ids. */
public final class TimeOrderedIdentifiers extends IdentifierFactory {

    @Override
    public String generateIdentifier() {
        return Ids.next();
    }
}
