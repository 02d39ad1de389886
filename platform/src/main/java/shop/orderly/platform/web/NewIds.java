package shop.orderly.platform.web;

import java.util.UUID;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import shop.orderly.platform.time.Ids;

/**
 * Makes the ids of what a request creates. Under an Idempotency-Key they are those of the key's claim, so a retry after a
 * crash creates the same thing; otherwise they are new.
 */
public final class NewIds {

    /** The request attribute in which the claim of an Idempotency-Key puts its resource id. */
    public static final String CLAIMED = NewIds.class.getName() + ".claimed";

    private static final String GIVEN = NewIds.class.getName() + ".given";

    /** The id of the next thing that this request creates: a UUIDv7; the same in the same place of a retry. */
    public String next() {
        var request = RequestContextHolder.getRequestAttributes();
        if (request == null
                || !(request.getAttribute(CLAIMED, RequestAttributes.SCOPE_REQUEST) instanceof String claimed)) {
            return Ids.next();
        }
        var given = request.getAttribute(GIVEN, RequestAttributes.SCOPE_REQUEST) instanceof Integer n ? n : 0;
        request.setAttribute(GIVEN, given + 1, RequestAttributes.SCOPE_REQUEST);
        if (given == 0) {
            return claimed;
        }
        var first = UUID.fromString(claimed);
        return new UUID(first.getMostSignificantBits(), first.getLeastSignificantBits() + given).toString();
    }
}
