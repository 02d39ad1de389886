package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {
    @TempDir
    Path home = Path.of("");

    @Test
    void belongsToOneStackAtATime() {
        try (var first = DataFolder.open(home)) {
            first.own("http://localhost:8080");
            assertThatThrownBy(() -> DataFolder.open(home))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("already running")
                    .hasMessageContaining("http://localhost:8080");
        }
        DataFolder.open(home).close();
    }

    @Test
    void startsEmptyAfterClearing() throws IOException {
        try (var folder = DataFolder.open(home)) {
            assertThat(folder.isEmpty()).isTrue();
            Files.createDirectories(folder.postgres().resolve("base"));
            assertThat(folder.isEmpty()).isFalse();
            folder.clear();
            assertThat(folder.isEmpty()).isTrue();
        }
    }

    @Test
    void damagedDataIsToldInOneLine() throws IOException {
        try (var folder = DataFolder.open(home)) {
            Files.createDirectories(folder.postgres());
            Files.createDirectories(folder.kafka());
            assertThatThrownBy(() -> PostgresServer.start(folder, 1))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("cannot be used")
                    .hasMessageContaining("./orderly up --fresh");
            assertThatThrownBy(() -> KafkaServer.start(folder, 1, 2))
                    .isInstanceOf(Problem.class)
                    .hasMessageContaining("./orderly up --fresh");
        }
    }

    @Test
    void postgresThatOutlivedItsLauncherIsStoppedAndItsDataIsKept() throws IOException {
        try (var folder = DataFolder.open(home)) {
            var port = Ports.free().of(Shop.POSTGRES);
            var left = PostgresServer.start(folder, port);
            left.createDatabases(List.of("order_db"));
            var pid = Long.parseLong(Files.readAllLines(folder.postgres().resolve("postmaster.pid"))
                    .getFirst());

            PostgresServer.stopOrphan(folder);

            assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
            left.close(); // which a launcher that was shot does not do: it lets go of the library's own lock
            try (var again = PostgresServer.start(folder, port)) {
                again.createDatabases(List.of("order_db"));
            }
        }
    }

    @Test
    void aPidFileThatNamesSomebodyElseIsDroppedAndNobodyIsStopped() throws IOException {
        try (var folder = DataFolder.open(home)) {
            var file = folder.postgres().resolve("postmaster.pid");
            Files.createDirectories(folder.postgres());
            Files.writeString(file, ProcessHandle.current().pid() + "\n" + folder.postgres() + "\n");
            PostgresServer.stopOrphan(folder);
            assertThat(file).doesNotExist();
        }
    }
}
