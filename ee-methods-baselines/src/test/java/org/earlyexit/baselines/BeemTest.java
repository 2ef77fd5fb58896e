package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.StrategyChoice;
import org.junit.jupiter.api.Test;

class BeemTest extends MethodContract<Beem.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<Beem.Settings> factory() {
        return new Beem();
    }

    @Override
    protected Beem.Settings settings() {
        return new Beem.Settings(Beem.Rule.SCORE, 0.4, GatheredConfidence.Trust.COST);
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

    @Test
    void thePublishedCodeLeavesByPatience() {
        Beem.Settings official = Objects.requireNonNull(new Beem().presets().get("official"));

        assertThat(new Beem().create(official, context(CLASSES)).recipe().strategy())
                .isEqualTo(StrategyChoice.of("pabee", Map.of("patience", LAYERS / 2, "tolerance", 0.1)));
    }

    @Test
    void aThresholdThatCannotBeReachedIsRefused() {
        assertThatThrownBy(() -> new Beem.Settings(Beem.Rule.SCORE, 2, GatheredConfidence.Trust.COST))
                .hasMessage("threshold must be in [0, 1], was 2.0");
    }
}
