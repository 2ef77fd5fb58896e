package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.earlyexit.execute.SampleBatch;
import org.earlyexit.model.Parameter;
import org.earlyexit.model.Phase;

/** One batch of a step, whose passes all begin with the same engine seed. */
final class BatchSession implements GradientSession {

    private final ObjectiveRun run;
    private final Part part;
    private final int[] samples;
    private final StepBatch.Moment moment;
    private final double share;
    private final NDManager scope;

    /**
     * A batch.
     *
     * @param samples the rows
     * @param share how much the batch counts in its step
     * @param scope owns directions, and is closed with the batch
     */
    BatchSession(ObjectiveRun run, Part part, int[] samples, StepBatch.Moment moment, double share, NDManager scope) {
        this.run = run;
        this.part = part;
        this.samples = samples;
        this.moment = moment;
        this.share = share;
        this.scope = scope;
    }

    @Override
    public Objective objective() {
        return run.objective();
    }

    @Override
    public StepInfo step() {
        return moment.step();
    }

    @Override
    public Rows rows() {
        return new Rows(0, samples.length);
    }

    @Override
    public double backward() {
        try (NDManager pass = run.manager().newSubManager()) {
            return backward(run.objective(), rows(), share, pass);
        }
    }

    @Override
    public Slope slope(Objective objective, Rows rows, Selector parameters) {
        Direction earlier = Direction.taken(run.trainable(), scope);
        double value = seededBackward(objective, rows);
        List<Parameter> chosen =
                run.trainable().stream().filter(parameters::selects).toList();
        Direction direction = Direction.taken(chosen, scope);
        Direction.taken(run.trainable(), scope); // what the others collected is of no use
        earlier.addToGradients(1, scope);
        return new Slope(value, direction);
    }

    @Override
    public List<List<float[]>> terms(Objective objective, Rows rows) {
        List<List<float[]>> all = new ArrayList<>();
        run.seedPass(moment, rows);
        try (NDManager pass = run.manager().newSubManager()) {
            StepBatch batch = batch(rows, pass);
            for (Objective.Summand summand : objective.terms()) {
                List<float[]> byLayer = new ArrayList<>();
                for (int layer = 1; layer <= batch.layers(); layer++) {
                    boolean read = summand.weighting().reads(layer, batch.layers());
                    byLayer.add(read ? summand.term().values(layer, batch).toFloatArray() : new float[0]);
                }
                all.add(byLayer);
            }
        }
        return all;
    }

    @Override
    public <T> T moved(Direction direction, double factor, Supplier<T> there) {
        List<NDArray> kept = new ArrayList<>();
        direction.parameters().forEach(parameter -> kept.add(copy(parameter)));
        direction.addToParameters(factor, scope);
        run.model().parameters().changed();
        try {
            return there.get();
        } finally {
            for (int i = 0; i < kept.size(); i++) {
                NDArray before = kept.get(i);
                Direction.write(direction.parameters().get(i), array -> array.set(new NDIndex("..."), before));
                before.close();
            }
            run.model().parameters().changed();
        }
    }

    @Override
    public void add(Direction gradient) {
        gradient.addToGradients(share, scope);
    }

    @Override
    public void learn(Direction gradient) {
        gradient.addToGradients(1, scope);
        run.moveLearned();
    }

    private NDArray copy(Parameter parameter) {
        NDArray copy = parameter.array().duplicate();
        copy.attach(scope);
        return copy.stopGradient();
    }

    private double seededBackward(Objective objective, Rows rows) {
        run.seedPass(moment, rows);
        try (NDManager pass = run.manager().newSubManager()) {
            return backward(objective, rows, 1, pass);
        }
    }

    private double backward(Objective objective, Rows rows, double factor, NDManager pass) {
        // closed before the pass: what it holds belongs to that
        try (GradientCollector collector = pass.getEngine().newGradientCollector()) {
            NDArray value = objective.value(batch(rows, pass));
            double host = value.toFloatArray()[0];
            if (Double.isFinite(host)) {
                collector.backward(value.mul(pass.create((float) factor)));
            }
            return host;
        }
    }

    private StepBatch batch(Rows rows, NDManager pass) {
        int[] own = Arrays.copyOfRange(samples, rows.from(), rows.to());
        return run.batch(part, SampleBatch.of(part.data().samples(), own), moment, pass, Phase.TRAINING);
    }
}
