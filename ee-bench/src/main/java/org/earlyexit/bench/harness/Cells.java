package org.earlyexit.bench.harness;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.model.PretrainedBackbone;
import org.earlyexit.plugin.CodeVersion;
import org.earlyexit.plugin.Fingerprint;
import org.earlyexit.train.ControllerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;

/**
 * Names the cells of one suite on one backbone and engine. The number of threads is recorded and not part of a name: it
 * follows the load of the machine, and changes no more than the last bits of a sum. The machine is part of a record's
 * name where the clock was read, so that times of two machines never meet; what was trained on one is used on the
 * other.
 */
final class Cells {

    private final Suite suite;
    private final String clock;
    private final Map<String, String> common;

    Cells(Suite suite, PretrainedBackbone pretrained, EngineRoom room, Machine machine) {
        this.suite = suite;
        this.clock = suite.measure().timingSamples() == 0 ? "" : machine.speed();
        this.common = Map.of(
                "weights", pretrained.sha256(),
                "tokenizer", pretrained.encoder().sha256(),
                "spec", pretrained.backbone().spec().toString(),
                "kernel", pretrained.kernel(),
                "engine", room.engine() + " " + room.engineVersion() + " " + room.device(),
                "core", CodeVersion.of(Recipe.class),
                "backbone", CodeVersion.of(pretrained.backbone().getClass()),
                "harness", CodeVersion.of(Cells.class));
    }

    /**
     * A model after its first stages.
     *
     * @param stages how many; 0 for a model as it starts
     */
    CellKey trained(TaskData data, Recipe recipe, long seed, int stages) {
        if (stages == 0) {
            return start(data, recipe, seed);
        }
        Stage stage = recipe.stages().get(stages - 1);
        return CellKey.of(Map.of(
                "kind", "stage",
                "after", trained(data, recipe, seed, stages - 1).hex(),
                "code", code(pieces(stage)),
                "stage", Fingerprint.of(stage)));
    }

    /** The trained model, all stages done. */
    CellKey trained(TaskData data, Recipe recipe, long seed) {
        return trained(data, recipe, seed, recipe.stages().size());
    }

    /** The layer traces of a trained model. */
    CellKey trace(TaskData data, Recipe recipe, long seed) {
        return CellKey.of(traced(data, recipe, seed));
    }

    /** The layer traces of a trained model under a controller other than the recipe's. */
    CellKey trace(TaskData data, Recipe recipe, long seed, ControllerSpec controller) {
        Map<String, String> inputs = traced(data, recipe, seed);
        inputs.put("controller", Fingerprint.of(controller));
        return CellKey.of(inputs);
    }

    private Map<String, String> traced(TaskData data, Recipe recipe, long seed) {
        Map<String, String> inputs = new LinkedHashMap<>();
        inputs.put("kind", "trace");
        inputs.put("of", trained(data, recipe, seed).hex());
        inputs.put("report", data.reportFingerprint(suite.samples()));
        inputs.put("batch", Integer.toString(suite.measure().batchSize()));
        return inputs;
    }

    /** The record of a row. */
    CellKey record(TaskData data, ResolvedMethod method, long seed) {
        return CellKey.of(Map.of(
                "kind",
                "record",
                "of",
                trace(data, method.recipe(), seed).hex(),
                "row",
                method.entry().as() + " " + method.entry().preset() + " " + Fingerprint.of(method.settings()),
                "card",
                method.card().displayName() + " " + method.card().paper(),
                "strategy",
                Fingerprint.of(method.recipe().strategy()),
                "code",
                method.code(),
                "measure",
                suite.measure() + clock));
    }

    /** The record of a reference row that needs gold labels, made from the trace of a model. */
    CellKey reference(String label, CellKey of) {
        return CellKey.of(Map.of(
                "kind",
                "reference",
                "row",
                label,
                "of",
                of.hex(),
                "measure",
                suite.measure().toString()));
    }

    private CellKey start(TaskData data, Recipe recipe, long seed) {
        Map<String, String> inputs = new LinkedHashMap<>(common);
        inputs.put("kind", "start");
        inputs.put("data", data.trainingFingerprint(suite.samples()));
        inputs.put("depth", Integer.toString(recipe.depth()));
        inputs.put("restart", Integer.toString(recipe.restart()));
        inputs.put("classifiers", Fingerprint.of(recipe.classifiers()));
        inputs.put("aux", Fingerprint.of(recipe.auxModules()));
        inputs.put(
                "controller",
                Fingerprint.of(
                        recipe.controller().map(Record.class::cast).stream().toList()));
        List<Object> pieces = new ArrayList<>(recipe.auxModules());
        pieces.add(recipe.classifiers());
        recipe.controller().ifPresent(pieces::add);
        inputs.put("code", code(pieces));
        inputs.put("seed", Long.toString(seed));
        return CellKey.of(inputs);
    }

    private static List<Object> pieces(Stage stage) {
        List<Object> pieces = new ArrayList<>(stage.facts());
        stage.controller().ifPresent(pieces::add);
        pieces.add(stage.gradients());
        stage.objective().terms().forEach(summand -> {
            pieces.add(summand.term());
            pieces.add(summand.weighting());
        });
        return pieces;
    }

    /** The versions of the jars that these come from, each once: what a plugin's author edits makes its cells anew. */
    private static String code(List<Object> pieces) {
        return pieces.stream()
                .map(piece -> CodeVersion.of(piece.getClass()))
                .distinct()
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
