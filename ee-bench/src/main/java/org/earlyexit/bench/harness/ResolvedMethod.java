package org.earlyexit.bench.harness;

import java.util.LinkedHashMap;
import java.util.Map;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.bench.suite.Suite;
import org.earlyexit.plugin.CodeVersion;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.plugin.Settings;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;

/**
 * A row of a suite, for one task and backbone.
 *
 * @param entry as the suite has it
 * @param card what the method says of itself
 * @param settings all of them, in the order of the method's record
 * @param recipe what to train and how to leave
 * @param code the versions of the jars that the method and its strategy come from
 */
record ResolvedMethod(
        Suite.MethodEntry entry, MethodCard card, Map<String, Object> settings, Recipe recipe, String code) {

    static ResolvedMethod of(Suite.MethodEntry entry, PluginRegistry registry, MethodContext context) {
        return of(entry, registry.method(entry.use()).factory(), registry, context);
    }

    private static <C extends Record> ResolvedMethod of(
            Suite.MethodEntry entry, MethodFactory<C> factory, PluginRegistry registry, MethodContext context) {
        C preset = factory.presets().get(entry.preset());
        if (preset == null) {
            throw new ConfigException("methods.%s.preset: must be one of %s, was '%s'"
                    .formatted(entry.as(), String.join(", ", factory.presets().keySet()), entry.preset()));
        }
        Map<String, Object> settings = new LinkedHashMap<>(Settings.describe(preset));
        settings.putAll(entry.with());
        EarlyExitMethod method = Settings.method(factory, "methods.%s.with".formatted(entry.as()), settings, context);
        Recipe recipe = method.recipe();
        String strategy = recipe.strategy().use().value();
        String code = CodeVersion.of(factory.getClass())
                + " "
                + CodeVersion.of(registry.exitStrategy(strategy).factory().getClass());
        return new ResolvedMethod(entry, factory.card(), settings, recipe, code);
    }
}
