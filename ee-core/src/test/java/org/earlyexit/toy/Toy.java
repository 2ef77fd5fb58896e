package org.earlyexit.toy;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Controller;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.TaskKind;

/** Makes toy models and samples. */
public final class Toy {

    public static final TaskKind TWO_CLASSES = new TaskKind.Classification(2);
    public static final int LAYERS = 4;

    private Toy() {}

    /** A model of 4 layers and two classes whose classifiers look at their own layer only. */
    public static EarlyExitModel model(NDManager manager) {
        return model(manager, 0, Controller.RUN_EVERY_LAYER);
    }

    /** A model of 4 layers that answers with a number. */
    public static EarlyExitModel regression(NDManager manager) {
        return model(manager, 0, Controller.RUN_EVERY_LAYER, new TaskKind.Regression());
    }

    /** A model of 4 layers and two classes. */
    public static EarlyExitModel model(NDManager manager, int lookBack, Controller controller) {
        return model(manager, lookBack, controller, TWO_CLASSES);
    }

    private static EarlyExitModel model(NDManager manager, int lookBack, Controller controller, TaskKind kind) {
        NDManager heads = manager.newSubManager();
        ToyBackbone backbone = new ToyBackbone(manager, LAYERS, 11);
        ModelContext context = new ModelContext(backbone.spec(), kind, Optional.empty(), heads, 12);
        List<AuxModule> modules = List.of(new ToyScore(context, "exit"), new ToyScore(context, "gate"));
        return new EarlyExitModel(
                backbone, LAYERS, new ToyClassifiers(context, lookBack), modules, controller, kind, heads);
    }

    /** Samples of 2 to 9 tokens drawn by a seed. */
    public static List<TokenSequence> samples(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return IntStream.range(0, count).mapToObj(i -> sample(random)).toList();
    }

    private static TokenSequence sample(SplittableRandom random) {
        int length = random.nextInt(2, 10);
        int[] ids = random.ints(length, 1, ToyBackbone.VOCABULARY).toArray();
        return new TokenSequence(ids, new int[length]);
    }
}
