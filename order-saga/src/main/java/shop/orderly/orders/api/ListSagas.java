package shop.orderly.orders.api;

import org.jspecify.annotations.Nullable;
import shop.orderly.contracts.orders.OrderId;

/**
 * The fulfilments that are not settled, oldest order first. Answers {@link SagaView}s; eventually consistent, group
 * {@code saga-view}.
 *
 * @param state which ones; null = all that are neither settled nor resolved
 * @param after the last order of the page before; null for the first page
 * @param limit 1..101
 */
public record ListSagas(@Nullable SagaState state, @Nullable OrderId after, int limit) {}
