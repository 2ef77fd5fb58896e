package org.earlyexit.selfbench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.harness.EngineRoom;
import org.earlyexit.bench.harness.EnvironmentException;
import org.earlyexit.bench.harness.Machine;
import org.earlyexit.bench.harness.Workbench;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.plugin.PluginRegistry;
import org.junit.jupiter.api.Test;

class SelfBenchTest {

    @Test
    void onlyWhatIsWantedIsMeasured() {
        try (EngineRoom room = new EngineRoom("cpu")) {
            List<String> begun = new ArrayList<>();
            List<Figure> figures = SelfBench.measure(Set.of("P7"), surroundings(room), begun::add);

            assertThat(begun).singleElement().asString().startsWith("P7: ");
            assertThat(figures).singleElement().satisfies(figure -> {
                assertThat(figure.goal()).isEqualTo("P7");
                assertThat(figure.value()).isPositive();
                assertThat(figure.unit()).isEqualTo("s");
            });
            assertThatThrownBy(() -> SelfBench.measure(Set.of("P99"), surroundings(room), begun::add))
                    .hasMessageContaining("goals must be of [P1, ")
                    .hasMessageContaining("P99");
        }
    }

    @Test
    void whatStandsBesidePyTorchSaysThatItWasNotMeasured() {
        try (EngineRoom room = new EngineRoom("cpu")) {
            List<Figure> figures = SelfBench.measure(Set.of("P3", "P4"), surroundings(room), line -> {});

            assertThat(figures).hasSize(2).allSatisfy(figure -> {
                assertThat(figure.value()).isNaN();
                assertThat(figure.pass()).isFalse();
                assertThat(figure.note()).contains("--python must name a Python with PyTorch");
            });
        }
    }

    @Test
    void aPythonThatIsNoneIsRefusedInOneSentence() {
        assertThatThrownBy(() -> new PyTorchProcess("/no/such/python", 1))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageStartingWith("--python must name a Python that starts, was '/no/such/python'");
        assertThatThrownBy(() -> new PyTorchProcess("true", 1))
                .isInstanceOf(EnvironmentException.class)
                .hasMessageContaining("a Python with PyTorch, 'true' has none");
    }

    @Test
    void aFigureMeetsItsTargetOnTheRightSide() {
        assertThat(figure(0.93, Target.atLeast(0.92)).pass()).isTrue();
        assertThat(figure(0.91, Target.atLeast(0.92)).pass()).isFalse();
        assertThat(figure(1.09, Target.atMost(1.1)).pass()).isTrue();
        assertThat(figure(Double.NaN, Target.atMost(1.1)).pass()).isFalse();
        assertThat(figure(Double.NaN, Target.atLeast(1.1)).pass()).isFalse();
    }

    @Test
    void figuresComeWithTheDigitsThatSaySomething() {
        assertThat(Target.atMost(1e-4)).hasToString("<= 1.0e-04");
        assertThat(Figure.number(0.9234)).isEqualTo("0.923");
        assertThat(Figure.number(0)).isEqualTo("0.000");
    }

    @Test
    void samplesLeaveWhereItWasDrawn() {
        List<TokenSequence> samples = Workshop.samples(5, 8);
        int[] exits = {3, 1, 11, 2, 7};
        try (EngineRoom room = new EngineRoom("cpu");
                EarlyExitModel model = Workshop.model(EncoderShape.MINI, 0, room.manager())) {
            Outcomes outcomes = new Executor(model, room.manager()).run(samples, new DrawnExits(exits), 2);

            for (int sample = 0; sample < exits.length; sample++) {
                assertThat(outcomes.exitLayer(sample)).isEqualTo(exits[sample]);
            }
        }
    }

    /** 872 samples of 22.9 tokens in the mean: counted once with BERT's tokenizer. */
    @Test
    void theLengthsAreThoseOfSst2() {
        int[] lengths = LengthBuckets.lengths();

        assertThat(lengths).hasSize(872);
        assertThat(Arrays.stream(lengths).average().orElseThrow()).isBetween(22.92, 22.93);
    }

    private static Surroundings surroundings(EngineRoom room) {
        Workbench workbench = new Workbench(PluginRegistry.discover(), new TaskCatalog(), Machine.look());
        return new Surroundings(room, workbench, Optional.empty(), 1);
    }

    private static Figure figure(double value, Target target) {
        return new Figure("P0", "nothing", value, "", target, "");
    }
}
