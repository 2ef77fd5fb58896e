package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.junit.jupiter.api.Test;

class MaxProbabilityMethodTest extends MethodContract<MaxProbabilityMethod.Settings> {

    @Override
    protected MethodFactory<MaxProbabilityMethod.Settings> factory() {
        return new MaxProbabilityMethod();
    }

    @Override
    protected MaxProbabilityMethod.Settings settings() {
        return new MaxProbabilityMethod.Settings(0.8);
    }

    @Test
    void itsModelIsPabees() {
        TaskKind kind = new TaskKind.Classification(2);
        Recipe pabee = new Pabee()
                .create(new Pabee.Settings(0.1, Schedule.SUITE), context(kind))
                .recipe();

        assertThat(Fingerprint.of(recipe(kind).stages())).isEqualTo(Fingerprint.of(pabee.stages()));
        assertThat(recipe(kind).classifiers()).isEqualTo(pabee.classifiers());
    }

    @Test
    void aThresholdThatIsNoProbabilityIsRefused() {
        assertThatThrownBy(() -> new MaxProbabilityMethod.Settings(1.5))
                .hasMessage("threshold must be in (0, 1], was 1.5");
        assertThatThrownBy(() -> new MaxProbabilityMethod.Settings(0))
                .hasMessage("threshold must be in (0, 1], was 0.0");
    }
}
