package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import org.earlyexit.exit.Divergence;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.junit.jupiter.api.Test;

class FPabeeTest extends MethodContract<DivergencePatience.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<DivergencePatience.Config> factory() {
        return new FPabee();
    }

    @Override
    protected DivergencePatience.Config settings() {
        return new DivergencePatience.Config(0.02, 2, Divergence.JENSEN_SHANNON);
    }

    /** One training run serves both: the cells of equal beginnings are one. */
    @Test
    void itsModelIsPabees() {
        Recipe pabee = new Pabee()
                .create(new Pabee.Settings(0.1, Schedule.SUITE), context(CLASSES))
                .recipe();

        assertThat(Fingerprint.of(recipe(CLASSES).stages())).isEqualTo(Fingerprint.of(pabee.stages()));
        assertThat(recipe(CLASSES).classifiers()).isEqualTo(pabee.classifiers());
        assertThat(recipe(CLASSES).auxModules()).isEmpty();
    }
}
