package org.earlyexit.backbone.folder;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.earlyexit.model.ModelException;

/** Reads the JSON files of a folder. */
final class JsonFile {

    private JsonFile() {}

    static JsonNode read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new ModelException(
                    "%s must be there, is missing; copy it from where the weights came from".formatted(file));
        }
        try {
            JsonNode root = new JsonMapper().readTree(Files.readAllBytes(file));
            if (!root.isObject()) {
                throw new ModelException("%s must hold a JSON object, holds %s".formatted(file, root.getNodeType()));
            }
            return root;
        } catch (JsonProcessingException e) {
            throw new ModelException(
                    "%s:%d must be JSON: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new ModelException("%s must be readable: %s".formatted(file, e.getMessage()), e);
        }
    }
}
