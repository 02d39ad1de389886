package shop.orderly.orders.view;

import org.springframework.stereotype.Component;

/** As {@link OrderSequence}, for the group {@code saga-view}. */
@Component("saga-viewSequencingPolicy")
class SagaSequence extends OrderSequence {}
