package org.earlyexit.backbone.bert;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.earlyexit.backbone.EeMiniFactory;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.exit.Signals;
import org.earlyexit.exit.ThresholdExit;
import org.earlyexit.head.PooledLinear;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.Controller;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ClassDistribution;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The second engine answers as the first: MXNet runs the portable kernel, in inference only. */
class MxNetTest {

    private static final String ENGINE = "MXNet";
    private static final TaskKind TWO_CLASSES = new TaskKind.Classification(2);
    private static final Offset<Float> TOLERANCE = Offset.offset(1e-4f);

    private final NDManager torch = NDManager.newBaseManager();
    private final NDManager mxnet = open();

    /** Skips the tests where the natives of MXNet do not load. */
    private static NDManager open() {
        try {
            return NDManager.newBaseManager(Device.cpu(), ENGINE);
        } catch (EngineException | UnsatisfiedLinkError e) {
            return Assumptions.abort("MXNet must load for this test, did not: " + e.getMessage());
        }
    }

    @AfterEach
    void closeBoth() {
        torch.close();
        mxnet.close();
    }

    @ParameterizedTest
    @EnumSource
    void everyLayerOfEveryFamilyAgrees(Layout layout) {
        EncoderConfig config = Encoders.config(layout, Activation.GELU, Encoders.NO_DROPOUT);
        TokenBatch batch = Encoders.batch(5, 9, 2);
        try (BertBackbone first = Encoders.create(torch, config);
                BertBackbone second = Encoders.create(mxnet, config)) {
            assertSame(first, second, batch);
        }
    }

    @Test
    void everyLayerOfTheEncoderThatComesAlongAgrees() {
        try (Golden golden = new Golden("ee-mini");
                PretrainedBackbone first = new EeMiniFactory().open(new BackboneRequest(Optional.empty(), torch));
                PretrainedBackbone second = new EeMiniFactory().open(new BackboneRequest(Optional.empty(), mxnet))) {
            assertSame((BertBackbone) first.backbone(), (BertBackbone) second.backbone(), golden.batch());
        }
    }

    @Test
    void samplesLeaveAfterTheSameLayersWithTheSameAnswers() {
        List<TokenSequence> samples =
                Encoders.batch(5, 9, 2, 7, 9, 3, 4, 8, 6, 11, 13, 2).rows();
        ExitStrategy strategy = new ThresholdExit(Signals.maxProbability(), 0.6);
        try (EarlyExitModel first = model(torch);
                EarlyExitModel second = model(mxnet)) {
            Outcomes expected = new Executor(first, torch).run(samples, strategy, 5);
            Outcomes actual = new Executor(second, mxnet).run(samples, strategy, 5);
            assertThat(exits(actual)).containsExactly(exits(expected)).contains(1, 2, 3);
            for (int sample = 0; sample < samples.size(); sample++) {
                assertThat(probabilities(actual, sample)).containsExactly(probabilities(expected, sample), TOLERANCE);
            }
        }
    }

    private static int[] exits(Outcomes outcomes) {
        return IntStream.range(0, outcomes.samples()).map(outcomes::exitLayer).toArray();
    }

    private static float[] probabilities(Outcomes outcomes, int sample) {
        ClassDistribution answer = (ClassDistribution) outcomes.answer(sample);
        return new float[] {(float) answer.probability(0), (float) answer.probability(1)};
    }

    /** Random, and so large in its classifiers that samples differ in how sure the layers are of them. */
    private static EarlyExitModel model(NDManager manager) {
        BertBackbone backbone = Encoders.bert(manager);
        NDManager heads = manager.newSubManager();
        ModelContext context = new ModelContext(backbone.spec(), TWO_CLASSES, Optional.empty(), heads, 1);
        return new EarlyExitModel(
                backbone,
                backbone.spec().layers(),
                new PooledLinear(0).build(context),
                List.of(),
                Controller.RUN_EVERY_LAYER,
                TWO_CLASSES,
                heads);
    }

    private void assertSame(BertBackbone first, BertBackbone second, TokenBatch batch) {
        List<float[]> expected = GoldenTest.states(first, batch, torch);
        List<float[]> actual = GoldenTest.states(second, batch, mxnet);
        for (int layer = 0; layer < expected.size(); layer++) {
            assertThat(actual.get(layer)).as("layer %d", layer).containsExactly(expected.get(layer), TOLERANCE);
        }
    }
}
