package shop.orderly.contracts.shared;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import shop.orderly.contracts.json.EventHistory;

/**
 * The name and revision under which an event is stored and published, for ever. Java names may change, these may not.
 *
 * <p>A change of an event's JSON raises {@link #revision()} and brings a step of its {@link #history()} and a new approved
 * sample.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

    /** The logical name, {@code <noun>.<past participle>} in lower snake case: {@code order.placed}. */
    String value();

    /** The revision of the JSON, from 1 upwards. */
    int revision() default 1;

    /** How to read what earlier revisions have stored; has one step less than there are revisions. */
    Class<? extends EventHistory> history() default EventHistory.None.class;
}
