package shop.orderly.faults;

import java.util.Collection;
import java.util.List;

/** The audit of the stack on one machine. */
final class StoreVerdicts implements Verdicts {
    private final Cluster cluster;

    StoreVerdicts(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public List<String> findings(Collection<String> accepted) {
        return cluster.machine()
                .findings(cluster.postgres().port(), cluster.kafka().port(), accepted);
    }
}
