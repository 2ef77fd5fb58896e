package org.earlyexit.backbone.folder;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.earlyexit.backbone.bert.EncoderConfig;
import org.earlyexit.backbone.folder.FolderFacts.TokenizerFacts;
import org.earlyexit.backbone.folder.FolderFacts.WeightFacts;
import org.earlyexit.checkpoint.TensorEntry;
import org.earlyexit.model.ModelException;
import org.earlyexit.token.HuggingFaceTextEncoder;

/** Looks at each part of a folder by itself, so that one fault does not hide the next. Loads nothing. */
final class FolderInspection {

    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    FolderInspection(Path folder) {
        this.folder = folder;
    }

    FolderFacts look() {
        Optional<EncoderConfig> config = attempt(() -> ConfigFile.read(folder));
        Optional<WeightFacts> weights = attempt(() -> weights(config));
        Optional<TokenizerFacts> tokenizer = attempt(() -> tokenizer(config));
        return new FolderFacts(config.map(EncoderConfig::spec), weights, tokenizer, problems);
    }

    private WeightFacts weights(Optional<EncoderConfig> config) {
        try (WeightFiles files = WeightFiles.open(folder)) {
            Set<String> ignored = config.flatMap(encoder -> attempt(() -> new EncoderTensors(folder, encoder, files)))
                    .<Set<String>>map(EncoderTensors::ignored)
                    .orElse(Set.of());
            SortedMap<String, TensorEntry> entries = files.entries();
            long parameters = 0;
            long bytes = 0;
            for (TensorEntry entry : entries.values()) {
                bytes += entry.end() - entry.begin();
                parameters += ignored.contains(entry.name()) ? 0 : entry.elements();
            }
            List<String> types = entries.values().stream()
                    .map(entry -> entry.type().name())
                    .distinct()
                    .sorted()
                    .toList();
            return new WeightFacts(parameters, bytes, types, List.copyOf(ignored));
        }
    }

    private TokenizerFacts tokenizer(Optional<EncoderConfig> config) {
        HuggingFaceTextEncoder encoder = HuggingFaceTextEncoder.open(folder, false);
        config.ifPresent(known -> attempt(() -> {
            encoder.requireFits(known.spec().vocabulary());
            return encoder;
        }));
        String file = Files.isRegularFile(folder.resolve("tokenizer.json")) ? "tokenizer.json" : "vocab.txt";
        return new TokenizerFacts(file, encoder.vocabularySize());
    }

    private <T> Optional<T> attempt(Supplier<T> look) {
        try {
            return Optional.of(look.get());
        } catch (ModelException e) {
            problems.add(String.valueOf(e.getMessage()));
            return Optional.empty();
        }
    }
}
