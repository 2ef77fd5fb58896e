package org.earlyexit.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.plugin.Settings;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.ControllerSpec;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Objective;
import org.earlyexit.train.OnePass;
import org.earlyexit.train.OptimizerSpec;
import org.earlyexit.train.Recipe;
import org.earlyexit.train.Stage;
import org.earlyexit.train.StepPolicy;

/**
 * What a method is made of, read off the recipe that it writes at its paper's settings for twelve layers and two
 * classes.
 */
final class MethodPieces {

    static final TaskKind TWO_CLASSES = new TaskKind.Classification(2);
    static final int TWELVE_LAYERS = 12;

    private static final MethodContext USUAL = new MethodContext(
            TWELVE_LAYERS, TWO_CLASSES, new OptimizerSpec(2e-5, 0, 0, 1, 1e-8), new StepPolicy(3, 32, 1, 0));

    private final Recipe recipe;
    private final ExitStrategyFactory<?> strategy;

    private MethodPieces(Recipe recipe, ExitStrategyFactory<?> strategy) {
        this.recipe = recipe;
        this.strategy = strategy;
    }

    static MethodPieces of(MethodFactory<?> factory, PluginRegistry registry) {
        Record paper = Objects.requireNonNull(factory.presets().get("paper"));
        Recipe recipe = Settings.method(factory, "with", Settings.describe(paper), USUAL)
                .recipe();
        String strategy = recipe.strategy().use().value();
        return new MethodPieces(recipe, registry.exitStrategy(strategy).factory());
    }

    /** The pieces by what they are, those that there are none of left out. */
    Map<String, Object> byKind() {
        Map<String, Object> pieces = new LinkedHashMap<>();
        pieces.put("classifiers", List.of(name(recipe.classifiers())));
        pieces.put("modules", names(recipe.auxModules()));
        List<Object> terms = new ArrayList<>();
        List<Object> weightings = new ArrayList<>();
        List<Object> rules = new ArrayList<>();
        List<Object> facts = new ArrayList<>();
        List<Object> controllers = new ArrayList<>();
        for (Stage stage : recipe.stages()) {
            for (Objective.Summand summand : stage.objective().terms()) {
                terms.add(summand.term());
                weightings.add(summand.weighting());
            }
            facts.addAll(stage.facts());
            stage.controller().ifPresent(controllers::add);
            if (!(stage.gradients() instanceof OnePass)) {
                rules.add(stage.gradients());
            }
        }
        recipe.controller().ifPresent(controllers::add);
        pieces.put("losses", names(terms));
        pieces.put("weightings", names(weightings));
        pieces.put("gradient rules", names(rules));
        pieces.put("facts", names(facts));
        pieces.put("controllers", names(controllers));
        pieces.put("exit rule", List.of(recipe.strategy().use().value()));
        pieces.values().removeIf(value -> ((List<?>) value).isEmpty());
        return pieces;
    }

    List<String> stages() {
        return recipe.stages().stream().map(Stage::name).toList();
    }

    List<String> knobs() {
        return strategy.knobs(TWO_CLASSES, recipe.depth()).stream()
                .map(Listings::knob)
                .toList();
    }

    /** What it can do, or what it cannot. */
    List<String> abilities(MethodCard card, boolean can) {
        Map<String, Boolean> abilities = new LinkedHashMap<>();
        for (MethodCard.Ability ability : MethodCard.Ability.values()) {
            abilities.put(
                    ability.name().toLowerCase(Locale.ROOT), card.abilities().contains(ability));
        }
        abilities.put("leaving early", !recipe.strategy().use().value().equals("never"));
        boolean byToken =
                recipe.controller().filter(ControllerSpec::decidesByToken).isPresent();
        abilities.put("skipping layers", recipe.controller().isPresent() && !byToken);
        abilities.put("stopping tokens", byToken);
        abilities.put("replay over a trace", recipe.controller().isEmpty());
        return abilities.entrySet().stream()
                .filter(entry -> entry.getValue() == can)
                .map(Map.Entry::getKey)
                .toList();
    }

    private static List<String> names(List<?> pieces) {
        return pieces.stream().map(MethodPieces::name).distinct().toList();
    }

    private static String name(Object piece) {
        if (piece instanceof Enum<?> constant) {
            return constant.getDeclaringClass().getSimpleName() + "." + constant.name();
        }
        return piece.getClass().getSimpleName();
    }
}
