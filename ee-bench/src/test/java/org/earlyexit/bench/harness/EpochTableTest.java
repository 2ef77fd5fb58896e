package org.earlyexit.bench.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalDouble;
import org.earlyexit.train.TrainingLog.EpochReport;
import org.junit.jupiter.api.Test;

class EpochTableTest {

    private static final EpochReport FIRST =
            new EpochReport("policy-1", 1, 2, 0.5, OptionalDouble.empty(), 1e-3, Map.of("reward", -0.25));
    private static final EpochReport SECOND =
            new EpochReport("policy-1", 2, 2, 0.25, OptionalDouble.of(0.75), 1e-3, Map.of("exit-layer", 3.5));

    @Test
    void aRowIsAnEpochAndAColumnWhatWasTakenDown() {
        EpochTable table = new EpochTable();
        table.add(FIRST);
        table.add(SECOND);

        assertThat(table.text())
                .isEqualTo("epoch\tloss\tstopping\treward\texit-layer\n1\t0.5\t\t-0.25\t\n2\t0.25\t0.75\t\t3.5\n");
    }

    @Test
    void aLineSaysTheSameToPeople() {
        assertThat(EpochTable.line(FIRST)).isEqualTo("stage policy-1, epoch 1 of 2: loss 0.5000, reward -0.2500");
        assertThat(EpochTable.line(SECOND))
                .isEqualTo("stage policy-1, epoch 2 of 2: loss 0.2500, held out 0.7500, exit-layer 3.5000");
    }
}
