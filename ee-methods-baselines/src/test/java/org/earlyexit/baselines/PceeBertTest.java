package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;

import org.earlyexit.exit.Combiner;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.LayerWeighting;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.junit.jupiter.api.Test;

class PceeBertTest extends MethodContract<PceeBert.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<PceeBert.Settings> factory() {
        return new PceeBert();
    }

    @Override
    protected PceeBert.Settings settings() {
        return new PceeBert.Settings(0.5, 2, Combiner.MEAN_OF_ALL, LayerWeighting.DEPTH);
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
