package org.earlyexit.bench.harness;

import java.util.HashMap;
import java.util.Map;
import org.earlyexit.model.TextEncoder;
import org.earlyexit.train.LabelledTokens;

/** A task's samples as one backbone's tokens, made when they are first asked for. */
final class PreparedTask {

    private final TaskData data;
    private final TextEncoder encoder;
    private final int maxLength;
    private final Map<Part, LabelledTokens> tokens = new HashMap<>();

    PreparedTask(TaskData data, TextEncoder encoder, int maxLength) {
        this.data = data;
        this.encoder = encoder;
        this.maxLength = maxLength;
    }

    TaskData data() {
        return data;
    }

    LabelledTokens training() {
        return tokens(data.training());
    }

    LabelledTokens stopping() {
        return tokens(data.stopping());
    }

    LabelledTokens calibration() {
        return tokens(data.calibration());
    }

    LabelledTokens report() {
        return tokens(data.report());
    }

    private LabelledTokens tokens(Part part) {
        return tokens.computeIfAbsent(part, p -> new LabelledTokens(p.tokens(encoder, maxLength), p.labels()));
    }
}
