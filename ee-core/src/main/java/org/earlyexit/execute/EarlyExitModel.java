package org.earlyexit.execute;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.earlyexit.model.AuxModule;
import org.earlyexit.model.Backbone;
import org.earlyexit.model.Controller;
import org.earlyexit.model.InternalClassifier;
import org.earlyexit.model.Parameters;
import org.earlyexit.model.TrainingModule;
import org.earlyexit.spi.TaskKind;

/**
 * One assembled model: a backbone and what a method adds to it. Its parameters require gradients only while a stage
 * trains them, so that no thread ever builds a graph in inference. Closing it closes the added parts and the backbone.
 */
public final class EarlyExitModel implements AutoCloseable {

    /**
     * The score that traces of gated models hold: 1 where the layer ran for the sample, 0 where it was skipped, and the
     * share of its tokens where it ran for some of them.
     */
    public static final String EXECUTED = "executed";

    /** The score by which gates say the number they judged a sample by, where they say one. */
    public static final String GATE = "gate";

    private final Backbone backbone;
    private final int depth;
    private final InternalClassifier classifiers;
    private final List<AuxModule> auxModules;
    private final Controller controller;
    private final TaskKind kind;
    private final NDManager headsManager;

    /**
     * Puts the parts together.
     *
     * @param backbone the encoder
     * @param depth how many of its layers are used, {@code L} of everything that follows
     * @param classifiers the classifiers of layers 1 to {@code depth}
     * @param auxModules in the order in which their scores are listed
     * @param controller what decides before a layer
     * @param kind what the task asks for
     * @param headsManager owns the parameters of everything but the backbone, and is closed with the model
     * @throws IllegalArgumentException if the backbone has fewer layers, or two modules say a score of the same name
     */
    public EarlyExitModel(
            Backbone backbone,
            int depth,
            InternalClassifier classifiers,
            List<AuxModule> auxModules,
            Controller controller,
            TaskKind kind,
            NDManager headsManager) {
        requireDepth(depth, backbone.spec().layers());
        this.backbone = backbone;
        this.depth = depth;
        this.classifiers = classifiers;
        this.auxModules = List.copyOf(auxModules);
        this.controller = controller;
        this.kind = kind;
        this.headsManager = headsManager;
        requireDistinct(tracedNames());
        parameters().list().forEach(parameter -> parameter.array().setRequiresGradient(false));
    }

    public Backbone backbone() {
        return backbone;
    }

    /** How many layers are used, {@code L}. */
    public int depth() {
        return depth;
    }

    public InternalClassifier classifiers() {
        return classifiers;
    }

    public List<AuxModule> auxModules() {
        return auxModules;
    }

    /** The auxiliary modules that run in inference, too. */
    public List<AuxModule> liveModules() {
        return auxModules.stream()
                .filter(module -> !(module instanceof TrainingModule))
                .toList();
    }

    /** The same model with another controller. Closing either closes both. */
    public EarlyExitModel with(Controller other) {
        return new EarlyExitModel(backbone, depth, classifiers, auxModules, other, kind, headsManager);
    }

    public Controller controller() {
        return controller;
    }

    /** What the task asks for. */
    public TaskKind kind() {
        return kind;
    }

    /** All parameters: the backbone's, the classifiers', then each auxiliary module's. */
    public Parameters parameters() {
        List<Parameters> parts = new ArrayList<>();
        parts.add(backbone.parameters());
        parts.add(classifiers.parameters());
        auxModules.forEach(module -> parts.add(module.parameters()));
        return Parameters.join(parts);
    }

    /** What the auxiliary modules say in inference, module after module; the order of the columns of all scores. */
    public List<String> scoreNames() {
        return liveModules().stream()
                .flatMap(module -> module.scoreNames().stream())
                .toList();
    }

    /** The columns of a trace: all scores, and {@value #EXECUTED} where layers may be skipped. */
    public List<String> tracedNames() {
        List<String> names = new ArrayList<>(scoreNames());
        if (!controller.passive()) {
            names.add(EXECUTED);
        }
        return names;
    }

    @Override
    public void close() {
        headsManager.close();
        backbone.close();
    }

    private static void requireDepth(int depth, int layers) {
        if (depth < 1 || depth > layers) {
            throw new IllegalArgumentException(
                    "depth must be in 1..%d, the layers of the backbone, was %d".formatted(layers, depth));
        }
    }

    private static void requireDistinct(List<String> names) {
        if (new HashSet<>(names).size() != names.size()) {
            throw new IllegalArgumentException("scores must have distinct names, were " + names);
        }
    }
}
