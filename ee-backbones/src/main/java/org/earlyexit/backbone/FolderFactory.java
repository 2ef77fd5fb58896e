package org.earlyexit.backbone;

import java.nio.file.Path;
import org.earlyexit.backbone.folder.HuggingFaceFolder;
import org.earlyexit.model.BackboneFactory;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.ModelException;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.spi.ComponentId;

/** Reads the HuggingFace folder that the user names. */
public final class FolderFactory implements BackboneFactory {

    @Override
    public ComponentId id() {
        return new ComponentId("folder");
    }

    @Override
    public String description() {
        return "BERT, RoBERTa, ALBERT or DistilBERT from a HuggingFace folder (config.json, safetensors, tokenizer)";
    }

    @Override
    public boolean readsFolder() {
        return true;
    }

    @Override
    public PretrainedBackbone open(BackboneRequest request) {
        Path folder = request.folder()
                .orElseThrow(() -> new ModelException(
                        "backbone 'folder' must be given a folder, was given none; name it with --backbone DIR"));
        return HuggingFaceFolder.open(folder, request.manager());
    }
}
