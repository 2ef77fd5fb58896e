package org.earlyexit.smartbert;

import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.earlyexit.model.BackboneSpec;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Parameters;
import org.earlyexit.spi.TaskKind;

/** Shapes to build modules for. */
final class Heads {

    static final BackboneSpec BERT_BASE = new BackboneSpec("bert", 12, 768, 12, 3072, 30_522, 512);

    private Heads() {}

    static ModelContext context(BackboneSpec spec, NDManager manager) {
        return new ModelContext(spec, new TaskKind.Classification(2), Optional.empty(), manager, 1);
    }

    /** How many numbers the parameters of one group hold. */
    static long count(Parameters parameters, String group) {
        return parameters.list().stream()
                .filter(parameter -> parameter.group().equals(group))
                .mapToLong(parameter -> parameter.array().size())
                .sum();
    }
}
