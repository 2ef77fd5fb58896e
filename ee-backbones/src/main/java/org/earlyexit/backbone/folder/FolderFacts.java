package org.earlyexit.backbone.folder;

import java.util.List;
import java.util.Optional;
import org.earlyexit.model.BackboneSpec;

/**
 * What a HuggingFace folder holds.
 *
 * @param spec the encoder's shape, where the configuration says it
 * @param weights what the safetensors hold, where there are any
 * @param tokenizer how texts are cut, where that is there
 * @param problems what keeps the folder from being a backbone, one sentence each; empty if nothing does
 */
public record FolderFacts(
        Optional<BackboneSpec> spec,
        Optional<WeightFacts> weights,
        Optional<TokenizerFacts> tokenizer,
        List<String> problems) {

    public FolderFacts {
        problems = List.copyOf(problems);
    }

    /**
     * Weights, by what their headers say.
     *
     * @param parameters of the encoder, with the pooler where there is one and without heads
     * @param bytes of all tensors
     * @param types of the elements, sorted
     * @param notUsed names of the tensors that are left alone: those of heads
     */
    public record WeightFacts(long parameters, long bytes, List<String> types, List<String> notUsed) {
        public WeightFacts {
            types = List.copyOf(types);
            notUsed = List.copyOf(notUsed);
        }
    }

    /**
     * A tokenizer.
     *
     * @param file that it is read from
     * @param tokens one more than the largest id
     */
    public record TokenizerFacts(String file, int tokens) {}
}
