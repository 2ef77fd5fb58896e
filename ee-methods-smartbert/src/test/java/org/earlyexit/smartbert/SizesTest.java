package org.earlyexit.smartbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.earlyexit.backbone.bert.Activation;
import org.earlyexit.backbone.bert.BertBackbone;
import org.earlyexit.backbone.bert.Dropouts;
import org.earlyexit.backbone.bert.EncoderConfig;
import org.earlyexit.backbone.bert.Layout;
import org.earlyexit.backbone.bert.TensorSource;
import org.earlyexit.cost.CostModel;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.Controller;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.spi.RegressionValue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The published sizes and costs at BERT-base, which were counted with the published classes and {@code thop}. */
class SizesTest {

    private static final int TOKENS = 128;
    private static final Sizes GATES = SmartBertSettings.PAPER.gates();
    private static final Sizes CLASSIFIERS = SmartBertSettings.PAPER.classifiers();

    private final NDManager manager = NDManager.newBaseManager();
    private final ModelContext context = Heads.context(Heads.BERT_BASE, manager);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void modulesHaveAsManyParametersAsPublished() {
        TokenContrast contrast = new TokenContrast(0.5, true, true);
        AuxModule gates = new LayerGates(GATES).build(context);
        InternalClassifier classifiers = new AttentionClassifiers(CLASSIFIERS).build(context);
        AuxModule inputs = new InputContrast(CLASSIFIERS, contrast).build(context);
        AuxModule answers = new ClassifierContrast(CLASSIFIERS, contrast, true).build(context);

        for (int layer : List.of(1, 12)) {
            assertThat(Heads.count(gates.parameters(), "aux.gate[%d]".formatted(layer))).isEqualTo(148_097);
            assertThat(Heads.count(classifiers.parameters(), "classifier[%d]".formatted(layer)))
                    .isEqualTo(164_738);
            assertThat(Heads.count(inputs.parameters(), "aux.contrast[%d]".formatted(layer)))
                    .isEqualTo(115_200);
            assertThat(Heads.count(answers.parameters(), "aux.projection[%d]".formatted(layer)))
                    .isEqualTo(33_280);
        }
    }

    /** Of the full pass, the published loop asks the last classifier twice. */
    @Test
    void costsAreThoseThatThopCounts() {
        try (BertBackbone backbone = backbone()) {
            AuxModule gates = new LayerGates(GATES).build(context);
            InternalClassifier classifiers = new AttentionClassifiers(CLASSIFIERS).build(context);
            Controller controller = new SkippingGates(0.5).build(List.of(gates));
            CostModel costs = new CostModel(backbone, 12, classifiers, List.of(gates), controller);
            Outcomes none = new Outcomes(List.of(new RegressionValue(0)), new int[] {12}, new long[] {0});
            MacCount twice = classifiers.macs(12, TOKENS);

            assertThat(controller.macs(3, TOKENS).thop()).isEqualTo(18_874_496);
            assertThat(twice.thop()).isEqualTo(18_891_008);
            assertThat(costs.sample(TOKENS, 12).plus(twice).thop()).isEqualTo(11_353_543_424L);
            assertThat(costs.sample(TOKENS, 1).thop()).isEqualTo(944_914_816);
            assertThat(costs.sample(TOKENS, none, 0).thop()).isEqualTo(245_778_176);
        }
    }

    /** By hand, T = 3 and W = 8 of D = 16: in, then keys and values of all, the query of one, two products, one number. */
    @Test
    void whatIsReallyDoneCostsLessForOnlyTheFirstTokenAsks() {
        ModelContext small = Heads.context(new BackboneSpec("toy", 1, 16, 1, 16, 2, 8), manager);
        Controller controller = new SkippingGates(0.5).build(List.of(new LayerGates(GATES).build(small)));

        assertThat(controller.macs(1, 3).exact()).isEqualTo(3 * 16 * 8 + 7 * 8 * 8 + 2 * 3 * 8 + 8);
        assertThat(controller.macs(1, 3).thop()).isEqualTo(3 * 16 * 8 + 9 * 8 * 8 + 8);
    }

    @ParameterizedTest(name = "{0} beside {1}: {2}")
    @CsvSource({"0, 768, 128", "0, 1024, 176", "0, 128, 24", "0, 16, 8", "64, 768, 64"})
    void widthsGrowWithTheBackbone(int width, int hidden, int expected) {
        BackboneSpec spec = new BackboneSpec("toy", 1, hidden, 1, hidden, 2, 8);

        assertThat(new Sizes(width, 4, 0).width(spec)).isEqualTo(expected);
    }

    @Test
    void sizesThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new Sizes(0, 3, 0).width(Heads.BERT_BASE))
                .hasMessage("width must be a multiple of the 3 heads, was 128");
        assertThatThrownBy(() -> new Sizes(-1, 1, 0))
                .hasMessage("width must be at least 0 and heads at least 1, were -1 and 1");
        assertThatThrownBy(() -> new Sizes(8, 1, 1)).hasMessage("dropout must be in [0, 1), was 1.0");
        assertThatThrownBy(() -> new TokenContrast(0, true, true)).hasMessage("temperature must be above 0, was 0.0");
    }

    /** Its weights are never read; few words keep it small. */
    private BertBackbone backbone() {
        BackboneSpec few = new BackboneSpec("bert", 12, 768, 12, 3072, 10, 128);
        Dropouts none = new Dropouts(0, 0, 0, 0);
        EncoderConfig config = new EncoderConfig(Layout.BERT, few, 768, 2, 0, Activation.GELU, 1e-12, none);
        return BertBackbone.create(config, manager, TensorSource.random(1, 0.02));
    }
}
