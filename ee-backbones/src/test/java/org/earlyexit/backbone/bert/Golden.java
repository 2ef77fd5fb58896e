package org.earlyexit.backbone.bert;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.checkpoint.SafetensorsFile;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;

/** A fixture that transformers made; its script says what is in it. */
final class Golden implements AutoCloseable {

    private final SafetensorsFile file;

    Golden(String name) {
        this.file = SafetensorsFile.open(Path.of("src/test/resources/golden", name + ".safetensors"));
    }

    float[] floats(String name) {
        return file.floats(name);
    }

    TokenBatch batch() {
        return new TokenBatch(sequences());
    }

    /** All rows, in order; a fixture of several batches has them one after the other. */
    List<TokenSequence> sequences() {
        float[] ids = floats("ids");
        float[] segments = floats("segments");
        float[] lengths = floats("lengths");
        int width = ids.length / lengths.length;
        List<TokenSequence> rows = new ArrayList<>();
        for (int row = 0; row < lengths.length; row++) {
            int[] id = new int[(int) lengths[row]];
            int[] segment = new int[id.length];
            for (int i = 0; i < id.length; i++) {
                id[i] = (int) ids[row * width + i];
                segment[i] = (int) segments[row * width + i];
            }
            rows.add(new TokenSequence(id, segment));
        }
        return rows;
    }

    @Override
    public void close() {
        file.close();
    }
}
