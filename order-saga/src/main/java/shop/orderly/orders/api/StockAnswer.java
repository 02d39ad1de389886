package shop.orderly.orders.api;

import java.util.List;
import shop.orderly.contracts.inventory.Shortage;

/** How a reservation stands after a call, or why nobody knows. */
public sealed interface StockAnswer {

    /** All lines are held. Answers reserve. */
    record Held() implements StockAnswer {}

    /** The held units left. Answers commit, and a reserve that comes late. */
    record Committed() implements StockAnswer {}

    /**
     * Nothing is held, for something fell short. Answers reserve.
     *
     * @param shortages the lines that did
     */
    record Refused(List<Shortage> shortages) implements StockAnswer {

        public Refused {
            shortages = List.copyOf(shortages);
        }
    }

    /** This reservation holds nothing, now and for ever: released, taken back, expired or never made. Answers any call. */
    record Gone() implements StockAnswer {}

    /** Nobody knows. The call may have worked; asking again is harmless. Answers any call. */
    sealed interface Unclear extends StockAnswer {

        /** What happened, for people. */
        String reason();

        /** Whether asking again cannot help until somebody repairs something. */
        boolean isFault();
    }

    /** Inventory did not answer, or wants to be asked again. */
    record TryAgain(String reason) implements Unclear {

        @Override
        public boolean isFault() {
            return false;
        }
    }

    /** Inventory cannot work with the call. */
    record Fault(String reason) implements Unclear {

        @Override
        public boolean isFault() {
            return true;
        }
    }
}
