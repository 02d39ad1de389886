package shop.orderly.faults;

import java.time.Duration;
import java.util.Collection;
import shop.orderly.launcher.Machine;

/** The audit of the stack on one machine. */
final class StoreVerdicts implements Verdicts {
    private final Cluster cluster;

    StoreVerdicts(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public Machine.Audited audit(Duration bound, Collection<String> accepted) {
        return cluster.machine()
                .audit(
                        cluster.postgres().port(),
                        cluster.kafka().port(),
                        bound,
                        accepted,
                        cluster.kafka().poisoned());
    }
}
