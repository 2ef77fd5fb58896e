package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.Distillation;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.junit.jupiter.api.Test;

class LeeBertTest extends MethodContract<LeeBert.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<LeeBert.Settings> factory() {
        return new LeeBert();
    }

    @Override
    protected LeeBert.Settings settings() {
        return new LeeBert.Settings(1, Distillation.Teachers.OTHERS, 2, 0.05, 0.05, 1);
    }

    @Test
    void withoutMutualLearningItIsPabee() {
        Recipe own = new LeeBert()
                .create(new LeeBert.Settings(0, Distillation.Teachers.DEEPER, 2, 0, 0.01, 1), context(CLASSES))
                .recipe();
        Recipe pabee = new Pabee()
                .create(new Pabee.Settings(0.1, Schedule.SUITE), context(CLASSES))
                .recipe();

        assertThat(Fingerprint.of(own)).isEqualTo(Fingerprint.of(pabee));
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new LeeBert.Settings(-1, Distillation.Teachers.OTHERS, 2, 0, 0.01, 1))
                .hasMessage("mutual and weightRate must be at least 0, were -1.0 and 0.0");
        assertThatThrownBy(() -> new LeeBert.Settings(1, Distillation.Teachers.OTHERS, 0, 0, 0.01, 1))
                .hasMessage("temperature must be above 0, was 0.0");
    }
}
