package org.earlyexit.backbone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.Phase;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.plugin.EarlyExitPlugin;
import org.junit.jupiter.api.Test;

class BackbonesPluginTest {

    @Test
    void thePluginIsFoundAndOffersTwoBackbones() {
        List<EarlyExitPlugin> found = ServiceLoader.load(EarlyExitPlugin.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(BackbonesPlugin.class::isInstance)
                .toList();

        assertThat(found).hasSize(1);
        assertThat(found.get(0).backbones())
                .extracting(factory -> factory.id().value())
                .containsExactly("ee-mini", "folder");
        assertThat(found.get(0).backbones())
                .allSatisfy(factory -> assertThat(factory.description()).isNotBlank());
        assertThat(found.get(0).backbones())
                .extracting(BackboneFactory::readsFolder)
                .containsExactly(false, true);
    }

    @Test
    void theEncoderThatComesAlongIsPretrainedAndSaysNothing() {
        try (NDManager manager = NDManager.newBaseManager();
                PretrainedBackbone opened = new EeMiniFactory().open(request(manager))) {
            assertThat(opened.note()).isEmpty();
            assertThat(opened.pooler()).isEmpty();
            assertThat(opened.backbone().spec().vocabulary()).isEqualTo(8192);
            assertThat(opened.backbone().parameters().list()).hasSize(5 + 12 * 16);
        }
    }

    @Test
    void whereItsWeightsWereLeftOutAnEncoderOfItsShapeStartsAtRandomAndSaysSo() {
        EeMiniFactory factory = new EeMiniFactory(name -> Optional.empty());
        try (NDManager manager = NDManager.newBaseManager();
                PretrainedBackbone opened = factory.open(request(manager));
                PretrainedBackbone again = factory.open(request(manager))) {
            assertThat(opened.note()).contains("starts at random");
            assertThat(opened.backbone().spec().layers()).isEqualTo(12);
            TokenSequence tokens = opened.encoder().encode("Not bad!", null, 32);
            assertThat(tokens.length()).isEqualTo(2 + 7);
            assertThat(afterFirstLayer(opened, tokens, manager)).isEqualTo(afterFirstLayer(again, tokens, manager));
            assertThat(opened.sha256()).isEqualTo(again.sha256()).matches("[0-9a-f]+");
        }
    }

    @Test
    void aFolderMustBeNamedAndIsRead() {
        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> new FolderFactory().open(request(manager)))
                    .isInstanceOf(ModelException.class)
                    .hasMessageContaining("name it with --backbone DIR");
            Path folder = Path.of("src/test/resources/golden/albert");
            BackboneRequest request = new BackboneRequest(Optional.of(folder), manager);
            try (PretrainedBackbone opened = new FolderFactory().open(request)) {
                assertThat(opened.backbone().spec().family()).isEqualTo("albert");
                assertThat(opened.pooler()).isPresent();
            }
        }
    }

    private static float[] afterFirstLayer(PretrainedBackbone opened, TokenSequence tokens, NDManager manager) {
        LayerState state = opened.backbone().embed(new TokenBatch(List.of(tokens)), manager, Phase.INFERENCE);
        return opened.backbone().run(1, state, LayerAction.RUN_ALL).hidden().toFloatArray();
    }

    private static BackboneRequest request(NDManager manager) {
        return new BackboneRequest(Optional.empty(), manager);
    }
}
