package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @ParameterizedTest
    @CsvSource({"0, 0s", "59.4, 59s", "59.6, 1m00s", "200, 3m20s", "3600, 1h00m", "7500, 2h05m"})
    void timesReadAsPeopleSayThem(double seconds, String text) {
        assertThat(Amounts.time(seconds)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "1540000, 1.5 MB",
        "20000000000, 20 GB",
        "5000000000000000, 5000 TB"
    })
    void sizesReadAsPeopleSayThem(long bytes, String text) {
        assertThat(Amounts.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"45s, 45", "90m, 5400", "1h30m, 5400", "2h, 7200", "1h1m1s, 3661"})
    void timeSpansAreReadAsTheyAreTyped(String typed, long seconds) {
        assertThat(new TimeSpan().convert(typed)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        TextTable table = new TextTable("A", "LONG", "C").row("wide", "b", "c").row("a", "", "cc");

        assertThat(table).hasToString("A     LONG  C\nwide  b     c\na           cc\n");
        assertThatThrownBy(() -> table.row("one"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("cells must be 3, were 1");
    }

    @Test
    void plainProgressSpeaksEveryFewSecondsWithWhatIsLeft() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
        try (LineProgress progress = new LineProgress(new PrintStream(err, true, StandardCharsets.UTF_8), now::get)) {
            progress.start(10);
            progress.doing("training tiny-rte");
            now.set(Instant.EPOCH.plusSeconds(20));
            progress.advance(2); // ten seconds a unit, eight to go
            now.set(Instant.EPOCH.plusSeconds(21));
            progress.advance(1);
            progress.note("the weights are random");
        }

        assertThat(err).hasToString("ee: 2 of 10, about 1m20s left: training tiny-rte\nee: the weights are random\n");
    }

    @Test
    void aBarIsDrawnForPeople() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(err, true, StandardCharsets.UTF_8);
        Console console = new Console(stream, stream, false, false, true);
        try (ShownProgress progress = ShownProgress.on(console, () -> Instant.EPOCH)) {
            progress.start(4);
            progress.doing("training");
            progress.advance(4);
            progress.note("a note");
        }

        assertThat(err.toString(StandardCharsets.UTF_8)).contains("100%", "4/4", "a note");
    }
}
