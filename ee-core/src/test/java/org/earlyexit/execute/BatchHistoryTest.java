package org.earlyexit.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import org.earlyexit.model.Controller;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.toy.Toy;
import org.earlyexit.toy.ToyClassifiers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchHistoryTest {

    private final NDManager manager = NDManager.newBaseManager();
    private EarlyExitModel model;
    private BatchHistory history;

    @BeforeEach
    void runAll() {
        model = Toy.model(manager, 1, Controller.RUN_EVERY_LAYER);
        TokenBatch batch = new TokenBatch(Toy.samples(3, 1));
        history = new Executor(model, manager).fullPass(batch, manager, Phase.INFERENCE, Phase.INFERENCE);
    }

    @AfterEach
    void free() {
        model.close();
        manager.close();
    }

    @Test
    void aFullPassKeepsEveryLayerAndRunsTheClassifiersThatAreRead() {
        assertThat(history.layer()).isEqualTo(4);
        assertThat(history.state(0).rows()).isEqualTo(3);
        history.output(2);
        history.output(2);
        history.output(4);

        assertThat(((ToyClassifiers) model.classifiers()).asked()).containsExactly(2, 4);
    }

    @Test
    void layersThatHaveNotRunAreRefused() {
        assertThatThrownBy(() -> history.state(5)).hasMessage("layer must be in 0..4, the layers that have run, was 5");
        assertThatThrownBy(() -> history.output(0))
                .hasMessage("layer must be in 1..4, the layers that have run, was 0");
        assertThatThrownBy(() -> history.upTo(-1))
                .hasMessage("layer must be in 0..4, the layers that have run, was -1");
    }

    @Test
    void whatIsShownAtALayerHasNothingDeeper() {
        assertThat(history.upTo(2).layer()).isEqualTo(2);
        assertThat(history.upTo(2).output(1).logits())
                .isSameAs(history.output(1).logits());
        assertThat(history.upTo(2).current().hidden()).isSameAs(history.state(2).hidden());
        assertThatThrownBy(() -> history.upTo(2).output(3))
                .hasMessage("layer must be in 1..2, what a look-back of 1 shows at layer 2, was 3");
    }

    @Test
    void whatWasReleasedIsRefused() {
        history.output(2);
        history.output(3);
        history.release();

        assertThat(history.state(3).rows()).isEqualTo(3);
        assertThat(history.output(3).logits().getShape().get(0)).isEqualTo(3);
        assertThatThrownBy(() -> history.state(2))
                .hasMessage(
                        "layer 2 was not kept: after layer 4 the classifiers look back 1 layers; raise their lookBack()");
        assertThatThrownBy(() -> history.output(2)).hasMessageStartingWith("layer 2 was not kept");
    }
}
