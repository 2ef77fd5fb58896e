package org.earlyexit.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.earlyexit.model.Controller;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.RowSet;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.toy.Toy;
import org.earlyexit.toy.ToyBackbone;
import org.earlyexit.toy.ToyClassifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LayerActionTest {

    /** Unlike {@link ExitStrategy#NEVER}, it is asked at every layer. */
    private static final ExitStrategy STAYS = () -> evidence -> ExitDecision.PROCEED;

    private final NDManager manager = NDManager.newBaseManager();
    private final List<TokenSequence> samples = sameLength(6);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void rowsThatSkipALayerKeepTheirStatesBitForBitAndAreNotAsked() {
        List<float[]> states = new ArrayList<>();
        List<Integer> asked = new ArrayList<>();
        Controller oddRowsSkipLayer2 = gate((layer, upTo) -> {
            states.add(upTo.current().hidden().toFloatArray());
            return layer == 2 ? new LayerAction.RunRows(RowSet.of(0, 2, 4)) : LayerAction.RUN_ALL;
        });
        ExitStrategy counting = () -> evidence -> {
            asked.add(evidence.layer().number());
            return ExitDecision.PROCEED;
        };

        Outcomes outcomes = run(oddRowsSkipLayer2, counting);

        float[] before = states.get(1);
        float[] after = states.get(2);
        int width = before.length / 6;
        for (int row = 0; row < 6; row++) {
            float[] kept = Arrays.copyOfRange(after, row * width, (row + 1) * width);
            boolean same = Arrays.equals(kept, Arrays.copyOfRange(before, row * width, (row + 1) * width));
            assertThat(same).isEqualTo(row % 2 == 1);
            assertThat(outcomes.executed(row, 2)).isEqualTo(row % 2 == 0);
            assertThat(outcomes.executedLayers(row)).isEqualTo(row % 2 == 0 ? 4 : 3);
        }
        assertThat(asked).containsExactly(1, 1, 1, 1, 1, 1, 2, 2, 2, 3, 3, 3, 3, 3, 3);
    }

    @Test
    void aRowThatRanAnswersAsIfTheOthersHadRunToo() {
        ExitStrategy leavesAtTwo = () -> evidence ->
                evidence.layer().number() == 2 ? ExitDecision.exitWith(evidence.prediction()) : ExitDecision.PROCEED;
        Controller some =
                gate((layer, upTo) -> layer == 2 ? new LayerAction.RunRows(RowSet.of(1, 5)) : LayerAction.RUN_ALL);

        Outcomes all = run(Controller.RUN_EVERY_LAYER, leavesAtTwo);
        Outcomes gated = run(some, leavesAtTwo);

        assertThat(gated.exitHistogram(4)).containsExactly(0, 2, 0, 4);
        assertThat(gated.answer(1)).isEqualTo(all.answer(1));
        assertThat(gated.answer(5)).isEqualTo(all.answer(5));
    }

    @Test
    void rowsThatSkipKeepTheAnswerTheyHadInTheHistory() {
        List<float[]> said = new ArrayList<>();
        Controller gate = gate((layer, upTo) -> {
            if (layer > 1) {
                said.add(upTo.output(layer - 1).logits().toFloatArray());
            }
            return switch (layer) {
                case 2 -> new LayerAction.RunRows(RowSet.of(3));
                case 3 -> new LayerAction.RunRows(RowSet.of());
                default -> LayerAction.RUN_ALL;
            };
        });

        run(gate, STAYS);

        assertThat(Arrays.copyOfRange(said.get(1), 0, 6)).containsExactly(Arrays.copyOfRange(said.get(0), 0, 6));
        assertThat(Arrays.copyOfRange(said.get(1), 6, 8)).isNotEqualTo(Arrays.copyOfRange(said.get(0), 6, 8));
        assertThat(said.get(2)).containsExactly(said.get(1));
    }

    @Test
    void rowsThatSkipBeforeAnyAnswerHaveZerosInTheHistory() {
        List<float[]> said = new ArrayList<>();
        Controller gate = gate((layer, upTo) -> {
            if (layer == 2) {
                said.add(upTo.output(1).logits().toFloatArray());
            }
            return layer == 1 ? new LayerAction.RunRows(RowSet.of(0)) : LayerAction.RUN_ALL;
        });

        run(gate, STAYS);

        assertThat(Arrays.copyOfRange(said.get(0), 2, 12)).containsOnly(0);
        assertThat(said.get(0)[0]).isNotZero();
    }

    @Test
    void whereEveryRowSkipsTheLastLayerTheFinalClassifierAnswersFromTheStateTheyHave() {
        Controller gate =
                gate((layer, upTo) -> layer == 4 ? new LayerAction.RunRows(RowSet.of()) : LayerAction.RUN_ALL);
        EarlyExitModel model = Toy.model(manager, 0, gate);

        Outcomes outcomes = new Executor(model, manager).run(samples, STAYS, 6);

        assertThat(outcomes.exitHistogram(4)).containsExactly(0, 0, 0, 6);
        assertThat(outcomes.executedLayers(0)).isEqualTo(3);
        assertThat(((ToyClassifiers) model.classifiers()).asked()).containsExactly(1, 2, 3, 4);
        assertThat(((ToyBackbone) model.backbone()).calls()).hasSize(3);
        model.close();
    }

    @Test
    void eachActionSaysHowMuchOfARowIsComputed() {
        LayerAction queries = new LayerAction.RunQueries(List.of(RowSet.of(0, 3, 4), RowSet.of()));

        assertThat(queries.share(0, 6)).isEqualTo(0.5);
        assertThat(queries.share(1, 6)).isZero();
        assertThat(new LayerAction.RunRows(RowSet.of(1)).share(0, 6)).isZero();
        assertThat(new LayerAction.RunRows(RowSet.of(1)).share(1, 6)).isEqualTo(1);
        assertThat(LayerAction.RUN_ALL.share(0, 6)).isEqualTo(1);
        assertThat(new LayerAction.SoftGate(manager.ones(new Shape(1))).share(0, 6))
                .isEqualTo(1);
    }

    @Test
    void aControllerKnowsTheTokensOfTheRowsThatStillRun() {
        List<List<TokenSequence>> seen = new ArrayList<>();
        Controller watching = gate((layer, upTo) -> {
            seen.add(upTo.tokens().rows());
            return LayerAction.RUN_ALL;
        });
        int[] asked = {0};
        ExitStrategy everySecondLeaves = () -> evidence -> evidence.layer().number() == 1 && asked[0]++ % 2 == 0
                ? ExitDecision.exitWith(evidence.prediction())
                : ExitDecision.PROCEED;

        run(watching, everySecondLeaves);

        assertThat(seen.get(0)).isEqualTo(samples);
        assertThat(seen.get(1)).containsExactly(samples.get(1), samples.get(3), samples.get(5));
    }

    @Test
    void rowsOutsideTheBatchAreRefused() {
        Controller gate = gate((layer, upTo) -> new LayerAction.RunRows(RowSet.of(2, 6)));

        assertThatThrownBy(() -> run(gate, STAYS))
                .hasMessage("rows that run layer 1 must be below the 6 of the batch, were [2, 6]");
    }

    @Test
    void queriesForAnotherNumberOfRowsAreRefused() {
        Controller gate = gate((layer, upTo) -> new LayerAction.RunQueries(List.of(RowSet.of(0))));

        assertThatThrownBy(() -> run(gate, STAYS))
                .hasMessage("queries of layer 1 must be given for the 6 rows of the batch, were 1");
    }

    @Test
    void aControllerCannotLookFurtherBackThanTheClassifiersDo() {
        Controller gate = gate((layer, upTo) -> {
            upTo.state(0);
            return LayerAction.RUN_ALL;
        });

        assertThatThrownBy(() -> run(gate, STAYS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("layer must be in 1..1, what a look-back of 0 shows at layer 1, was 0");
    }

    private Outcomes run(Controller controller, ExitStrategy strategy) {
        try (EarlyExitModel model = Toy.model(manager, 0, controller)) {
            return new Executor(model, manager).run(samples, strategy, 6);
        }
    }

    private static Controller gate(BiFunction<Integer, History, LayerAction> rule) {
        return new Controller() {
            @Override
            public LayerAction before(int layer, History upTo) {
                return rule.apply(layer, upTo);
            }

            @Override
            public boolean passive() {
                return false;
            }
        };
    }

    private static List<TokenSequence> sameLength(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new TokenSequence(new int[] {i + 1, 2 * i + 3, 5}, new int[3]))
                .toList();
    }
}
