package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CpuCountsTest {

    private static final CpuCounts BEFORE = CpuCounts.of("cpu  1000 0 500 9000 100 0 0 10 0 0", 50, 12);

    /** Ten seconds later; this process took eight of them. */
    @ParameterizedTest
    @CsvSource({
        "'cpu  1800 0 500 9800 100 0 0 10 0 0', false", // all that ran was this process
        "'cpu  2000 0 500 9800 100 0 0 10 0 0', false", // others took 2 s, a fifth of a core
        "'cpu  2000 0 600 9800 100 0 0 10 0 0', true", // 3 s
        "'cpu  1800 300 500 9800 100 0 0 10 0 0', true", // 3 s, by the polite
        "'cpu  1800 0 500 9800 900 0 0 10 0 0', false", // waiting for a disk is no work
        "'cpu  1800 0 500 9800 100 0 0 70 0 0', true" // 0.6 s were lent elsewhere
    })
    void othersAreWhatThisProcessIsNot(String line, boolean busy) {
        assertThat(CpuCounts.of(line, 60, 20).isBusySince(BEFORE)).isEqualTo(busy);
    }
}
