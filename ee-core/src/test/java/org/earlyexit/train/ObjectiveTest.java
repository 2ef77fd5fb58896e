package org.earlyexit.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.History;
import org.earlyexit.model.LayerState;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ObjectiveTest {

    private final NDManager manager = NDManager.newBaseManager();

    @AfterEach
    void free() {
        manager.close();
    }

    /** Losses 1, 2 at layer 1 and 3, 5 at layer 2; weights 2, 0 and 1, 4: (2 + 0)/2 + (3 + 20)/2 = 12.5. */
    @Test
    void weighsEachSampleAtEachLayerAndAveragesOverTheBatch() {
        LossTerm term = (layer, batch) -> layer == 1 ? vector(1, 2) : vector(3, 5);
        Weighting weighting = (layer, batch) -> layer == 1 ? vector(2, 0) : vector(1, 4);

        assertThat(value(Objective.of(term, weighting))).isEqualTo(12.5);
    }

    /** The same 12.5 and half of the plain sum of 1.5 and 4: 12.5 + 2.75. */
    @Test
    void addsItsTermsEachWithItsCoefficient() {
        LossTerm term = (layer, batch) -> layer == 1 ? vector(1, 2) : vector(3, 5);
        Weighting weighting = (layer, batch) -> layer == 1 ? vector(2, 0) : vector(1, 4);
        Objective objective = new Objective(List.of(
                new Objective.Summand(1, term, weighting), new Objective.Summand(0.5, term, LayerWeighting.UNIFORM)));

        assertThat(value(objective)).isEqualTo(15.25);
    }

    /** 1.5 * 1/3 + 4 * 2/3. */
    @Test
    void theDepthWeightingOfTwoLayersIsAThirdAndTwoThirds() {
        LossTerm term = (layer, batch) -> layer == 1 ? vector(1, 2) : vector(3, 5);

        assertThat(value(Objective.of(term, LayerWeighting.DEPTH))).isCloseTo(0.5 + 8 / 3.0, within(1e-6));
    }

    @Test
    void theDepthWeightingOfTwelveLayersIsTheLayerOver78AndSumsToOne() {
        double sum = 0;
        for (int layer = 1; layer <= 12; layer++) {
            double weight = LayerWeighting.DEPTH.weight(layer, 12);
            assertThat(weight).isCloseTo(layer / 78.0, within(1e-15));
            sum += weight;
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
    }

    @Test
    void layersThatAreNotReadAreNotAsked() {
        LossTerm term = (layer, batch) -> {
            assertThat(layer).isEqualTo(2);
            return vector(3, 5);
        };

        assertThat(value(Objective.of(term, LayerWeighting.FINAL))).isEqualTo(4);
    }

    /** Logits (0, ln 3), so p = (1/4, 3/4); the golds are 1 and 0: -ln 3/4 and -ln 1/4. */
    @Test
    void theTaskLossOfClassesIsTheCrossEntropyInNats() {
        float ln3 = (float) Math.log(3);
        NDArray logits = manager.create(new float[] {0, ln3, 0, ln3}, new Shape(2, 2));
        FixedBatch batch = new FixedBatch(manager.create(new long[] {1, 0}), logits, new TaskKind.Classification(2));

        float[] losses = new TaskLoss().values(2, batch).toFloatArray();

        assertThat(losses[0]).isCloseTo((float) -Math.log(0.75), within(1e-6f));
        assertThat(losses[1]).isCloseTo((float) -Math.log(0.25), within(1e-6f));
    }

    @Test
    void theTaskLossOfNumbersIsTheSquaredError() {
        NDArray outputs = manager.create(new float[] {1, 4}, new Shape(2, 1));
        FixedBatch batch = new FixedBatch(vector(3, 4.5f), outputs, new TaskKind.Regression());

        assertThat(new TaskLoss().values(1, batch).toFloatArray()).containsExactly(4, 0.25f);
    }

    @Test
    void aTermOfAnotherShapeIsRefused() {
        LossTerm term = (layer, batch) -> manager.ones(new Shape(2, 1));

        assertThatThrownBy(() -> value(Objective.of(term, LayerWeighting.UNIFORM)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must have the shape of the labels, (2), was (2, 1)");
    }

    @Test
    void aWeightingOfAnotherShapeIsRefused() {
        LossTerm term = (layer, batch) -> vector(1, 2);
        Weighting weighting = (layer, batch) -> vector(1, 2, 3);

        assertThatThrownBy(() -> value(Objective.of(term, weighting)))
                .hasMessageContaining("must have the shape of the labels, (2), was (3)");
    }

    @Test
    void anObjectiveThatReadsNothingIsRefused() {
        Weighting nothing = new Weighting() {
            @Override
            public NDArray weights(int layer, TrainingBatch batch) {
                return vector(0, 0);
            }

            @Override
            public boolean reads(int layer, int layers) {
                return false;
            }
        };

        assertThatThrownBy(() -> value(Objective.of(new TaskLoss(), nothing)))
                .hasMessageStartingWith("an objective must read at least one of the 2 layers");
    }

    @Test
    void aScoreThatNoModuleSaysIsRefused() {
        FixedBatch batch = new FixedBatch(vector(0, 1), vector(0), new TaskKind.Regression());

        assertThatThrownBy(() -> batch.score("exit", 1)).hasMessage("No score is called 'exit'; this model says: []");
    }

    private double value(Objective objective) {
        FixedBatch batch = new FixedBatch(manager.create(new long[] {0, 1}), vector(0), new TaskKind.Classification(2));
        return objective.value(batch).getFloat();
    }

    private NDArray vector(float... values) {
        return manager.create(values);
    }

    /** Two layers whose classifiers say the same. */
    private record FixedBatch(NDArray labels, NDArray logits, TaskKind kind) implements TrainingBatch {

        @Override
        public int layers() {
            return 2;
        }

        @Override
        public int[] samples() {
            return new int[] {0, 1};
        }

        @Override
        public SplittableRandom random(String use) {
            return new SplittableRandom(1);
        }

        @Override
        public <T> T once(Object key, Function<TrainingBatch, T> make) {
            return make.apply(this);
        }

        @Override
        public StepInfo step() {
            return new StepInfo(0, 1, 0);
        }

        @Override
        public History history() {
            return new History() {
                @Override
                public int layer() {
                    return 2;
                }

                @Override
                public LayerState state(int layer) {
                    throw new IllegalArgumentException("no states");
                }

                @Override
                public ClassifierOutput output(int layer) {
                    return new ClassifierOutput(logits, logits);
                }
            };
        }
    }
}
