package shop.orderly.faults;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/** Every operation as a line of JSON, written when its outcome is known. */
final class OperationLog implements AutoCloseable {
    private final JsonMapper json = JsonMapper.shared();
    private final List<Operation> operations = new ArrayList<>();
    private final BufferedWriter file;

    OperationLog(Path file) {
        try {
            this.file = Files.newBufferedWriter(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void add(Operation operation) {
        operations.add(operation);
        try {
            file.write(json.writeValueAsString(operation));
            file.newLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized List<Operation> all() {
        return List.copyOf(operations);
    }

    /** Orders that a client was told were taken. */
    List<String> accepted() {
        return all().stream()
                .filter(one -> one.kind() == Operation.Kind.PLACE && one.outcome() == Operation.Outcome.OK)
                .map(Operation::order)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    /** Orders of which a client was told between two moments, in milliseconds since the load began. */
    Set<String> acceptedBetween(long from, long to) {
        return all().stream()
                .filter(one -> one.kind() == Operation.Kind.PLACE && one.outcome() == Operation.Outcome.OK)
                .filter(one -> one.end() >= from && one.end() <= to)
                .map(Operation::order)
                .filter(Objects::nonNull)
                .collect(Collectors.toCollection(HashSet::new));
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
