package shop.orderly.faults;

import java.util.Map;

/**
 * What shows that a fault really happened.
 *
 * @param isSeen false if it left no trace: then the run says nothing
 * @param facts numbers and words, by name
 */
record Evidence(boolean isSeen, Map<String, Object> facts) {}
