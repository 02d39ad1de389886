package shop.orderly.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class KafkaDocumentTest {
    @Test
    void theDocumentListsEveryRow() throws IOException {
        assertThat(Files.readString(Path.of("../docs/operations/kafka.md")))
                .as("docs/operations/kafka.md, whose table is written by KafkaAcls.markdown")
                .contains(KafkaAcls.markdown(KafkaAcls.table()));
    }

    @Test
    void everyServiceMayWriteOnlyWhatNobodyElseWrites() {
        var table = KafkaAcls.table();
        var topics =
                table.stream().flatMap(rights -> rights.publishes().stream()).toList();
        assertThat(topics).doesNotHaveDuplicates().hasSize(6);
        assertThat(table).allSatisfy(rights -> assertThat(topics).containsAll(rights.listens()));
    }
}
