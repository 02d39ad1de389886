package shop.orderly.users.web;

import shop.orderly.contracts.shared.Refusal;
import shop.orderly.platform.web.Caller;

/** Whose data a caller may see: their own, or everybody's as an administrator. */
final class Visible {

    private Visible() {}

    /** The id itself, or the refusal that would also answer an id that does not exist. */
    static String to(Caller caller, String id) {
        if (caller.id().equals(id) || caller.has("admin")) {
            return id;
        }
        throw Refusal.notFound("user_not_found", "There is no such user.").exception();
    }
}
