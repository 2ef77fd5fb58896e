package org.earlyexit.backbone.folder;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import org.earlyexit.backbone.bert.BertBackbone;
import org.earlyexit.backbone.bert.EncoderConfig;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.token.HuggingFaceTextEncoder;

/** A pre-trained encoder in the layout of the HuggingFace hub: configuration, safetensors, tokenizer. */
public final class HuggingFaceFolder {

    private HuggingFaceFolder() {}

    /**
     * Loads encoder and tokenizer.
     *
     * @param manager parent of the encoder's own manager
     * @throws ModelException if the folder is missing, or what it holds cannot be used
     */
    public static PretrainedBackbone open(Path folder, NDManager manager) {
        requireFolder(folder);
        EncoderConfig config = ConfigFile.read(folder);
        HuggingFaceTextEncoder encoder =
                HuggingFaceTextEncoder.open(folder, config.layout().readsSegments());
        encoder.requireFits(config.spec().vocabulary());
        try (WeightFiles files = WeightFiles.open(folder)) {
            EncoderTensors tensors = new EncoderTensors(folder, config, files);
            BertBackbone backbone = BertBackbone.create(config, manager, tensors);
            return new PretrainedBackbone(
                    backbone, encoder, tensors.pooler(), files.sha256(), backbone.kernel(), note(tensors));
        }
    }

    /**
     * Says what a folder holds and what keeps it from being a backbone, all faults at once. Loads nothing.
     *
     * @throws ModelException if there is no such folder
     */
    public static FolderFacts inspect(Path folder) {
        requireFolder(folder);
        return new FolderInspection(folder).look();
    }

    private static void requireFolder(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ModelException(
                    "%s must be a folder with config.json and model.safetensors, there is none; check the path"
                            .formatted(folder));
        }
    }

    private static String note(EncoderTensors tensors) {
        return tensors.ignored().isEmpty() ? "" : "not used: " + String.join(", ", tensors.ignored());
    }
}
