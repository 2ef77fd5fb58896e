package org.earlyexit.execute;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.model.ClassifierOutput;
import org.earlyexit.model.LayerAction;
import org.earlyexit.model.Phase;
import org.earlyexit.spi.ExitDecision;
import org.earlyexit.spi.ExitSession;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.LayerEvidence;
import org.earlyexit.spi.LayerPosition;
import org.jspecify.annotations.Nullable;

/** One batch on its way through the layers; rows that leave are dropped, with everything that is kept of them. */
final class LiveBatch {

    private final EarlyExitModel model;
    private final ExitStrategy strategy;
    private final RunLedger ledger;
    private final SampleBatch batch;
    private BatchHistory history;
    private int[] samples;
    private List<ExitSession> sessions;

    LiveBatch(EarlyExitModel model, ExitStrategy strategy, RunLedger ledger, SampleBatch batch) {
        this.model = model;
        this.strategy = strategy;
        this.ledger = ledger;
        this.batch = batch;
        this.history = new BatchHistory(model.classifiers(), batch.tokens());
        this.samples = batch.numbers();
        this.sessions =
                IntStream.of(samples).mapToObj(sample -> strategy.open()).toList();
    }

    /** Runs layer after layer until every row has left. */
    void run(NDManager scope, LayerRunner runner) {
        history.push(model.backbone().embed(batch.tokens(), scope, Phase.INFERENCE));
        for (int layer = 1; samples.length > 0; layer++) {
            LayerAction action = model.controller().before(layer, history.upTo(layer - 1));
            history.push(runner.run(layer, history.current(), action), action);
            int[] ran = IntStream.range(0, samples.length).filter(action::runs).toArray();
            for (int row : ran) {
                int tokens = history.tokens().rows().get(row).length();
                ledger.ran(samples[row], history.layer(), action.share(row, tokens));
            }
            if (layer == model.depth()) {
                answerAll();
            } else if (strategy.asks(new LayerPosition(layer, model.depth()))) {
                ask(ran);
            }
            history.release();
        }
    }

    private void answerAll() {
        LayerReading reading = LayerReading.of(model, history, samples, false);
        for (int row = 0; row < samples.length; row++) {
            ledger.left(samples[row], model.depth(), reading.prediction(row));
        }
        samples = new int[0];
    }

    private void ask(int... ran) {
        if (ran.length == 0) {
            carryOver();
            return;
        }
        LayerReading reading = ran.length == samples.length ? read(history, samples) : readSome(ran);
        boolean[] left = new boolean[samples.length];
        for (int i = 0; i < ran.length; i++) {
            ExitDecision decision = decide(ran[i], reading.evidence(i));
            if (decision instanceof ExitDecision.Exit exit) {
                ledger.left(samples[ran[i]], history.layer(), exit.answer());
                left[ran[i]] = true;
            }
        }
        keep(IntStream.range(0, left.length).filter(row -> !left[row]).toArray());
    }

    private ExitDecision decide(int row, LayerEvidence evidence) {
        try {
            return sessions.get(row).decide(evidence);
        } catch (RuntimeException e) {
            throw new IllegalStateException(
                    "the exit strategy failed for sample %d after layer %d: %s"
                            .formatted(samples[row], history.layer(), e.getMessage()),
                    e);
        }
    }

    private void keep(int... rows) {
        if (rows.length == samples.length) {
            return;
        }
        if (rows.length > 0) {
            BatchHistory before = history;
            history = before.select(rows);
            before.close();
        }
        samples = IntStream.of(rows).map(row -> samples[row]).toArray();
        sessions = Arrays.stream(rows).mapToObj(sessions::get).toList();
    }

    private LayerReading read(BatchHistory rows, int... numbers) {
        return LayerReading.of(model, rows, numbers, strategy.readsFeatures());
    }

    /** Asks the classifier about the rows that ran; the others keep the answer that they had. */
    private LayerReading readSome(int... ran) {
        BatchHistory some = history.select(ran);
        LayerReading reading =
                read(some, IntStream.of(ran).map(row -> samples[row]).toArray());
        ClassifierOutput fresh = some.output(some.layer());
        ClassifierOutput before = history.known(history.layer() - 1);
        history.put(
                history.layer(),
                new ClassifierOutput(
                        scatter(fresh.logits(), before == null ? null : before.logits(), ran),
                        scatter(fresh.pooled(), before == null ? null : before.pooled(), ran)));
        some.close();
        return reading;
    }

    private void carryOver() {
        ClassifierOutput before = history.known(history.layer() - 1);
        if (before != null) {
            ClassifierOutput same = new ClassifierOutput(
                    before.logits().duplicate(), before.pooled().duplicate());
            history.put(history.layer(), same);
        }
    }

    private NDArray scatter(NDArray fresh, @Nullable NDArray before, int... rows) {
        NDArray whole = before == null ? zeros(fresh) : before.duplicate();
        try (NDArray index = fresh.getManager().create(rows)) {
            whole.set(new NDIndex("{}", index), fresh);
        }
        return whole;
    }

    private NDArray zeros(NDArray like) {
        long[] shape = like.getShape().getShape().clone();
        shape[0] = samples.length;
        return like.getManager().zeros(new Shape(shape));
    }
}
