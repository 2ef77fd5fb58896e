package org.earlyexit.consistentee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RewardTest {

    private static final Scale TWELVE = new Scale(0.04, 12, 0.25, List.of());

    /**
     * Twelve layers, alpha 0.04, loss 0.5, by hand: t = 6 and m = 3 cost 0.04 * 6 * 9/12 = 0.18; a uniform layer 0.24;
     * two slopes twice 0.18, and 0.04 * 6 * 2/12 = 0.04 from m = 9 on (here 10); softened 0.24 * (1 - 3/18) = 0.2; ln 6
     * = 1.7918.
     */
    @ParameterizedTest
    @CsvSource({
        "HARDNESS_GUIDED, 6, 3, -0.68",
        "HARDNESS_GUIDED, 6, 12, -0.5",
        "UNIFORM, 6, 3, -0.74",
        "ACCURACY_ONLY, 6, 3, -0.5",
        "TWO_SLOPE, 6, 3, -0.86",
        "TWO_SLOPE, 6, 10, -0.54",
        "TWO_SLOPE, 6, 9, -0.56",
        "SOFTENED, 6, 3, -0.7",
        "LOG_DEPTH, 6, 3, -0.5537528",
        "LOG_DEPTH, 1, 3, -0.5"
    })
    void isWhatThePublishedCodeHas(Reward reward, int exit, int memorized, double expected) {
        assertThat(reward.of(0.5, exit, memorized, TWELVE)).isCloseTo(expected, within(1e-7));
    }

    /** A tenth of the samples is memorized at layer 2: 0.25 * 0.1 more than the 0.5 + 0.04 * 2 * 3/4. */
    @Test
    void aDepthPriorPaysForLeavingWhereManyAreMemorized() {
        Scale scale = new Scale(0.04, 4, 0.25, List.of(0.6, 0.1, 0.1, 0.2));

        assertThat(Reward.DEPTH_PRIOR.of(0.5, 2, 1, scale)).isCloseTo(-0.56 + 0.025, within(1e-12));
    }

    @Test
    void theHardestSamplesDoNotPayForDepth() {
        for (int exit = 1; exit <= 12; exit++) {
            assertThat(Reward.HARDNESS_GUIDED.of(0.3, exit, 12, TWELVE)).isEqualTo(-0.3);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"HARDNESS_GUIDED", "TWO_SLOPE", "SOFTENED", "LOG_DEPTH"})
    void harderSamplesPayNoMoreForTheSameExit(Reward reward) {
        for (int memorized = 2; memorized <= 12; memorized++) {
            assertThat(reward.of(0.3, 7, memorized, TWELVE))
                    .isGreaterThanOrEqualTo(reward.of(0.3, 7, memorized - 1, TWELVE));
        }
    }

    @Test
    void hardnessIsMeasuredByTheModelsDepthOrByTwelve() {
        assertThat(HardnessDepth.MODEL.of(6)).isEqualTo(6);
        assertThat(HardnessDepth.TWELVE.of(6)).isEqualTo(12);
    }
}
