package shop.orderly.platform.access;

/** How far a role reaches at an endpoint. The journey of all identities shows that each endpoint keeps to it. */
public enum Reach {
    /** Everybody's things. */
    ALL,
    /** Its own things; somebody else's id answers 404, as an id does that does not exist, and lists leave them out. */
    OWN,
    /** Its own things, of a kind that everybody may see: somebody else's id answers 403. */
    OWN_OF_PUBLIC
}
