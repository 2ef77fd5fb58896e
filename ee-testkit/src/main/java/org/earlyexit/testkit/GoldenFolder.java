package org.earlyexit.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.earlyexit.checkpoint.SafetensorsFile;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.train.LabelledTokens;

/**
 * Numbers that another program gave, for tests that compare a training with it: safetensors files in one folder.
 *
 * @param path of the folder
 */
public record GoldenFolder(Path path) {

    /**
     * The numbers of a tensor, row-major.
     *
     * @param file without its ending
     */
    public float[] floats(String file, String tensor) {
        try (SafetensorsFile opened = SafetensorsFile.open(path.resolve(file + ".safetensors"))) {
            return opened.floats(tensor);
        }
    }

    /**
     * The samples of the file {@code data}: padded {@code ids} and {@code segments}, {@code lengths}, {@code labels}.
     */
    public LabelledTokens samples() {
        int[] ids = whole("ids");
        int[] segments = whole("segments");
        int[] lengths = whole("lengths");
        int width = ids.length / lengths.length;
        List<TokenSequence> samples = new ArrayList<>();
        for (int row = 0; row < lengths.length; row++) {
            int from = row * width;
            int to = from + lengths[row];
            samples.add(new TokenSequence(Arrays.copyOfRange(ids, from, to), Arrays.copyOfRange(segments, from, to)));
        }
        return new LabelledTokens(samples, Labels.classes(whole("labels")));
    }

    private int[] whole(String tensor) {
        float[] values = floats("data", tensor);
        int[] numbers = new int[values.length];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (int) values[i];
        }
        return numbers;
    }
}
