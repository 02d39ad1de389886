package shop.orderly.orders.process;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import shop.orderly.contracts.inventory.ReservedLine;
import shop.orderly.contracts.orders.OrderId;
import shop.orderly.orders.api.StockAnswer;
import shop.orderly.orders.api.StockReservations;

/** Gives the answers it was told to give, then the good ones, and remembers what it was asked. */
final class ScriptedStock implements StockReservations {

    static final StockAnswer NO_ANSWER = new StockAnswer.TryAgain("Inventory does not answer");

    final List<String> calls = new ArrayList<>();
    private final Deque<StockAnswer> script = new ArrayDeque<>();

    ScriptedStock answers(StockAnswer... answers) {
        script.addAll(List.of(answers));
        return this;
    }

    @Override
    public StockAnswer reserve(OrderId order, int attempt, List<ReservedLine> lines) {
        return answer("reserve " + attempt + " " + lines.size(), new StockAnswer.Held());
    }

    @Override
    public StockAnswer commit(OrderId order, int attempt) {
        return answer("commit " + attempt, new StockAnswer.Committed());
    }

    @Override
    public StockAnswer release(OrderId order, int attempt) {
        return answer("release " + attempt, new StockAnswer.Gone());
    }

    private StockAnswer answer(String call, StockAnswer good) {
        calls.add(call);
        return script.isEmpty() ? good : script.poll();
    }
}
