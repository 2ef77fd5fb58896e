package org.earlyexit.backbone;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.earlyexit.backbone.bert.Activation;
import org.earlyexit.backbone.bert.BertBackbone;
import org.earlyexit.backbone.bert.Dropouts;
import org.earlyexit.backbone.bert.EncoderConfig;
import org.earlyexit.backbone.bert.Layout;
import org.earlyexit.backbone.bert.TensorSource;
import org.earlyexit.backbone.folder.HuggingFaceFolder;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.token.HuggingFaceTextEncoder;

/**
 * The encoder that comes along: 12 layers of 128, pre-trained for this project on open text. Where its weights were
 * left out of the jar, an encoder of the same shape starts at random, and its note says so.
 */
public final class EeMiniFactory implements BackboneFactory {

    private static final List<String> FILES =
            List.of("config.json", "model.safetensors", "tokenizer.json", "tokenizer_config.json");
    private static final long RANDOM_SEED = 2026;
    private static final double DEVIATION = 0.06; // as in the config of the pre-trained one

    private final Function<String, Optional<URL>> resources;

    /** Reads the weights that are in the jar. */
    public EeMiniFactory() {
        this(name -> Optional.ofNullable(EeMiniFactory.class.getResource("ee-mini/" + name)));
    }

    /** @param resources finds a file of the encoder by its name, or says that it is not there */
    EeMiniFactory(Function<String, Optional<URL>> resources) {
        this.resources = resources;
    }

    @Override
    public ComponentId id() {
        return new ComponentId("ee-mini");
    }

    @Override
    public String description() {
        return "small BERT that comes along: 12 layers of 128, pre-trained for this project (CC BY-SA 4.0), no download";
    }

    @Override
    public boolean readsFolder() {
        return false;
    }

    @Override
    public PretrainedBackbone open(BackboneRequest request) {
        try {
            Path folder = Files.createTempDirectory("ee-mini");
            try {
                return copyTo(folder) ? pretrained(folder, request.manager()) : random(request.manager());
            } finally {
                delete(folder);
            }
        } catch (IOException e) {
            throw new ModelException(
                    "the folder for temporary files must be writable: %s; set java.io.tmpdir".formatted(e), e);
        }
    }

    private static PretrainedBackbone pretrained(Path folder, NDManager manager) {
        PretrainedBackbone opened = HuggingFaceFolder.open(folder, manager);
        return new PretrainedBackbone(
                opened.backbone(), opened.encoder(), opened.pooler(), opened.sha256(), opened.kernel(), "");
    }

    private boolean copyTo(Path folder) throws IOException {
        for (String name : FILES) {
            Optional<URL> found = resources.apply(name);
            if (found.isEmpty()) {
                return false;
            }
            try (InputStream stream = found.get().openStream()) {
                Files.copy(stream, folder.resolve(name));
            }
        }
        return true;
    }

    private static void delete(Path folder) throws IOException {
        for (String name : FILES) {
            Files.deleteIfExists(folder.resolve(name));
        }
        Files.deleteIfExists(folder);
    }

    private static PretrainedBackbone random(NDManager manager) {
        BackboneSpec spec = new BackboneSpec("bert", 12, 128, 2, 512, 8192, 128);
        EncoderConfig config = new EncoderConfig(
                Layout.BERT, spec, 128, 2, 0, Activation.GELU, 1e-12, new Dropouts(0.1, 0.1, 0.1, 0.1));
        BertBackbone backbone = BertBackbone.create(config, manager, TensorSource.random(RANDOM_SEED, DEVIATION));
        String note =
                "ee-mini's weights are not in this jar: its encoder starts at random and reads text letter by letter";
        String sha256 = Long.toHexString(RANDOM_SEED);
        return new PretrainedBackbone(backbone, letters(), Optional.empty(), sha256, backbone.kernel(), note);
    }

    /** A vocabulary of the printable ASCII characters, each at the start of a word and inside one. */
    private static HuggingFaceTextEncoder letters() {
        List<String> tokens = new ArrayList<>(List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"));
        for (char letter = '!'; letter <= '~'; letter++) {
            tokens.add(String.valueOf(letter));
            tokens.add("##" + letter);
        }
        return HuggingFaceTextEncoder.ofVocabulary("the letters' vocabulary", tokens, true);
    }
}
