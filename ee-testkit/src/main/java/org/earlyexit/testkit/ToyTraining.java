package org.earlyexit.testkit;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.model.BackboneRequest;
import org.earlyexit.model.Parameter;
import org.earlyexit.train.LabelledTokens;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StageResult;
import org.earlyexit.train.Trainer;
import org.earlyexit.train.TrainingLog;

/**
 * A recipe followed to its end on the toy backbone and the toy task, with the parameters before and after each stage.
 */
public final class ToyTraining implements AutoCloseable {

    private final NDManager manager;
    private final EarlyExitModel model;
    private final List<StageResult> results = new ArrayList<>();
    private final List<Map<String, List<Float>>> snapshots = new ArrayList<>();

    private ToyTraining(Recipe recipe, ToyTask task, int layers, long seed, NDManager manager) {
        this.manager = manager;
        BackboneRequest request = new BackboneRequest(Optional.empty(), manager);
        model = recipe.assemble(() -> new ToyBackboneFactory(layers, seed).open(request), task.kind(), manager, seed);
        Trainer trainer = new Trainer(manager, seed, manager.getEngine()::setRandomSeed, TrainingLog.SILENT);
        LabelledTokens data = task.labelled();
        snapshots.add(parameters());
        for (Stage stage : recipe.stages()) {
            StageResult result = trainer.run(model, stage, data, data);
            results.add(result);
            data = data.with(result.facts());
            snapshots.add(parameters());
        }
    }

    /**
     * Trains.
     *
     * @param layers of the toy backbone
     * @param seed of weights, order and dropout
     */
    public static ToyTraining of(Recipe recipe, ToyTask task, int layers, long seed) {
        return new ToyTraining(recipe, task, layers, seed, Engines.manager());
    }

    /**
     * Builds the model of a recipe and trains nothing.
     *
     * @param manager of the engine that is to answer, and is closed with this
     */
    static ToyTraining untrained(Recipe recipe, ToyTask task, int layers, long seed, NDManager manager) {
        Recipe stageless = new Recipe(
                recipe.depth(),
                recipe.classifiers(),
                recipe.auxModules(),
                recipe.controller(),
                List.of(),
                recipe.strategy(),
                recipe.restart());
        return new ToyTraining(stageless, task, layers, seed, manager);
    }

    /** The trained model. */
    public EarlyExitModel model() {
        return model;
    }

    /** An executor of the trained model. */
    public Executor executor() {
        return new Executor(model, manager);
    }

    /** How each stage went. */
    public List<StageResult> results() {
        return List.copyOf(results);
    }

    /** Every parameter by name, at the start and after each stage. */
    public List<Map<String, List<Float>>> snapshots() {
        return List.copyOf(snapshots);
    }

    /** How many arrays outlive a run, those of the model among them. */
    public int arrays() {
        return manager.getManagedArrays().size();
    }

    @Override
    public void close() {
        model.close();
        manager.close();
    }

    private Map<String, List<Float>> parameters() {
        Map<String, List<Float>> values = new LinkedHashMap<>();
        for (Parameter parameter : model.parameters().list()) {
            List<Float> numbers = new ArrayList<>();
            for (float number : parameter.array().toFloatArray()) {
                numbers.add(number);
            }
            values.put(parameter.name(), List.copyOf(numbers));
        }
        return values;
    }
}
