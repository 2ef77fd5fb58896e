package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.ExitStrategyContract;
import org.earlyexit.testkit.Fold;
import org.junit.jupiter.api.Test;

class VotesTest extends ExitStrategyContract<Votes.Config> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected ExitStrategyFactory<Votes.Config> factory() {
        return new Votes();
    }

    @Override
    protected Votes.Config settings() {
        return new Votes.Config(1.5, 0.5);
    }

    /** Answers 0, 1, 0, 0: class 0 has 3 of 4 votes, and 3 / sqrt 4 is 1.5 for the first time. */
    @Test
    void theMajorityAnswersOnceItIsLargeEnough() {
        List<LayerEvidence> sample = Evidence.ofFirstClass(0.9, 0.2, 0.6, 0.7, 0.1, 0.1);

        assertThat(Fold.of(strategy(settings(), CLASSES), sample))
                .isEqualTo(new Fold(4, ClassDistribution.ofProbabilities(0.75, 0.25)));
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new Votes.Config(0, 0.5)).hasMessage("threshold must be above 0, was 0.0");
        assertThatThrownBy(() -> new Votes.Config(1, 1)).hasMessage("power must be in [0, 1), was 1.0");
    }
}
