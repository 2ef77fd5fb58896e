package org.earlyexit.bench.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.RegressionValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTableTest {

    @TempDir
    private Path folder;

    @Test
    void classesAreWrittenWithTheProbabilityOfTheAnswerAndReadBack() {
        SampleTable table = new SampleTable.Builder(List.of("dev-0", "dev-1"), Labels.classes(1, 0), true)
                .add(
                        "full",
                        Outcomes.ofExits(
                                List.of(
                                        ClassDistribution.ofProbabilities(0.25, 0.75),
                                        ClassDistribution.ofProbabilities(1.0 / 3, 2.0 / 3)),
                                new int[] {3, 1}))
                .build();
        Path file = folder.resolve("samples.csv");

        table.write(file);
        SampleTable read = SampleTable.read(file);

        assertThat(table.csv())
                .isEqualTo("id,gold,answer@full,layer@full,score@full\ndev-0,1,1,3,0.75\ndev-1,0,1,1,0.666667\n");
        assertThat(read.csv()).isEqualTo(table.csv());
        assertThat(read.at("full")).isEqualTo(table.at("full"));
        assertThat(read.gold().classAt(0)).isEqualTo(1);
        assertThat(read.at("full").layer(0)).isEqualTo(3);
    }

    @Test
    void numbersAreWrittenInFullAndHaveNoProbability() {
        SampleTable table = new SampleTable.Builder(List.of("dev-0"), Labels.values(2.5), true)
                .add("full", Outcomes.ofExits(List.of(new RegressionValue(1.0 / 3)), new int[] {2}))
                .build();

        table.write(folder.resolve("samples.csv"));

        assertThat(table.csv())
                .isEqualTo("id,gold,answer@full,layer@full,score@full\ndev-0,2.5,0.3333333333333333,2,\n");
        assertThat(SampleTable.read(folder.resolve("samples.csv")).csv()).isEqualTo(table.csv());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "who,gold\n",
                "id,gold,answer@a\ndev-0,1,1\n",
                "id,gold,answer@a,layer@a\ndev-0,1,1\n",
                "id,gold,answer@a,layer@a\ndev-0,1,x,1\n",
            })
    void whatIsNoSuchTableIsRefused(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("samples.csv"), text);

        assertThatExceptionOfType(RecordException.class)
                .isThrownBy(() -> SampleTable.read(file))
                .withMessageContaining("must");
    }

    @Test
    void aFileThatWasChangedAddedOrTakenAwayIsNamed() throws IOException {
        Files.writeString(folder.resolve("a"), "1");
        Files.writeString(folder.resolve("b"), "2");
        FileSums.write(folder);
        assertThat(FileSums.differences(folder)).isEmpty();

        Files.writeString(folder.resolve("a"), "3");
        Files.delete(folder.resolve("b"));
        Files.writeString(folder.resolve("c"), "4");

        assertThat(FileSums.differences(folder))
                .hasSize(3)
                .anyMatch(line -> line.contains("/a must have the SHA-256 6b86b273ff34fce1"))
                .anyMatch(line -> line.contains("/b must be there, is missing"))
                .anyMatch(line -> line.contains("/c must not be there, was added"));
    }
}
