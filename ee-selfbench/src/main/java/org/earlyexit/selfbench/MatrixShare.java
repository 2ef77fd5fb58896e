package org.earlyexit.selfbench;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.earlyexit.bench.record.Timing;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.script.TorchScriptArchive;
import org.earlyexit.spi.ExitStrategy;

/**
 * How much of a full pass is matrix products: the time of the linear layers' products alone, from packed weights as the
 * encoder has them, over the time of the whole pass; attention's own products, norms, activations and all calls are
 * what is between this and 1. The engine must be PyTorch.
 */
final class MatrixShare implements Goal {

    private static final String CLASS = "Products";
    private static final int BATCH = 32;
    private static final int TOKENS = 128;
    private static final double GIGA = 1e9;

    @Override
    public String id() {
        return "P5";
    }

    @Override
    public String title() {
        return "full pass beside its matrix products run alone, BERT-base, 32x128";
    }

    @Override
    public List<Figure> measure(Workshop workshop) {
        List<TokenSequence> samples = Workshop.samples(BATCH, TOKENS);
        try (EarlyExitModel model = workshop.model(EncoderShape.BASE);
                NDManager scope = workshop.manager().newSubManager()) {
            Executor executor = new Executor(model, workshop.manager());
            Products products = new Products(scope, EncoderShape.BASE.spec().hidden());
            Timing timing = workshop.timing()
                    .compare(
                            () -> executor.run(samples, ExitStrategy.NEVER, BATCH),
                            () -> {
                                for (int layer = 0; layer < EncoderShape.LAYERS; layer++) {
                                    products.run();
                                }
                            },
                            BATCH,
                            BATCH,
                            1);
            double seconds = workshop.seconds(products::run);
            Figure share = Figure.of(
                    id(),
                    "GFLOP/s of a pass over those of its products",
                    1 / timing.speedup(),
                    "share",
                    Target.atLeast(0.85),
                    timing);
            return List.of(new Figure(
                    share.goal(),
                    share.what(),
                    share.value(),
                    share.unit(),
                    share.target(),
                    "products alone at %.0f GFLOP/s, %s"
                            .formatted(products.operations() / seconds / GIGA, share.note())));
        }
    }

    /** The products of the linear layers of one Transformer layer. */
    private static final class Products {

        private final NDManager scope;
        private final PtSymbolBlock module;
        private final NDArray method;
        private final NDArray states;
        private final NDArray inner;
        private final List<NDArray> weights = new ArrayList<>();
        private final long hidden;

        Products(NDManager scope, int hidden) {
            this.scope = scope;
            this.hidden = hidden;
            this.module = load(scope);
            this.method = method("product");
            this.states = scope.randomNormal(new Shape((long) BATCH * TOKENS, hidden));
            this.inner = scope.randomNormal(new Shape((long) BATCH * TOKENS, 4L * hidden));
            weights.add(packed(hidden, hidden));
            weights.add(packed(2L * hidden, hidden));
            weights.add(packed(hidden, hidden));
            weights.add(packed(4L * hidden, hidden));
            weights.add(packed(hidden, 4L * hidden));
        }

        void run() {
            for (int i = 0; i < weights.size(); i++) {
                NDArray input = i == weights.size() - 1 ? inner : states;
                try (NDArray result = call(input, weights.get(i), method)) {
                    requireRows(result);
                }
            }
        }

        /** Multiplications and additions. */
        double operations() {
            return 2.0 * BATCH * TOKENS * 12 * hidden * hidden;
        }

        private void requireRows(NDArray result) {
            if (result.getShape().get(0) != (long) BATCH * TOKENS) {
                throw new IllegalStateException("products must have a row for each token, had " + result.getShape());
            }
        }

        private NDArray packed(long outputs, long inputs) {
            return call(scope.randomNormal(new Shape(outputs, inputs)), method("pack"));
        }

        private NDArray call(NDArray... arguments) {
            return IValueUtils.forward(module, new NDList(arguments), true).head();
        }

        private NDArray method(String name) {
            NDArray tag = scope.create(new Shape(0));
            tag.setName("module_method:" + name);
            return tag;
        }

        private static PtSymbolBlock load(NDManager manager) {
            String source = Resources.text("products.torchscript");
            try {
                return JniUtils.loadModule(
                        (PtNDManager) manager,
                        new ByteArrayInputStream(TorchScriptArchive.of(CLASS, source)),
                        false,
                        false);
            } catch (IOException e) {
                throw new UncheckedIOException("memory must be readable", e);
            }
        }
    }
}
