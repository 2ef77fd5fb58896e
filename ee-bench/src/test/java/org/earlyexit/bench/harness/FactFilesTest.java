package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.earlyexit.train.SampleFacts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FactFilesTest {

    private static final FactFiles FILES = new FactFiles(List.of("train-7", "train-3"));

    @TempDir
    private Path cell = Path.of("");

    @Test
    void whatWasWrittenIsReadBackById() throws IOException {
        SampleFacts facts = SampleFacts.NONE.with("memorized-layers", 3, 12).with("share", 0.1f, 1e7f);

        FILES.write(cell, facts);

        assertThat(cell.resolve("memorized-layers.tsv")).hasContent("id\tmemorized-layers\ntrain-7\t3\ntrain-3\t12");
        assertThat(FILES.read(cell, List.of("memorized-layers", "share"))).isEqualTo(facts);
        assertThat(new FactFiles(List.of("train-3"))
                        .read(cell, List.of("share"))
                        .values("share"))
                .containsExactly(1e7f);
        assertThat(FILES.read(cell, List.of())).isEqualTo(SampleFacts.NONE);
    }

    @Test
    void aFileThatIsMissingOrDamagedIsNamed() throws IOException {
        assertThatThrownBy(() -> FILES.read(cell, List.of("share")))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("share.tsv must have a number for each training sample, could not be read");

        Files.writeString(cell.resolve("share.tsv"), "id\tshare\ntrain-7\t1\n");
        assertThatThrownBy(() -> FILES.read(cell, List.of("share")))
                .hasMessageContaining("had nothing for sample train-3; delete the folder of its cell and run again");
    }
}
