package org.earlyexit.plugin;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.ExitStrategyFactory;
import org.earlyexit.spi.HeldOut;
import org.earlyexit.spi.Knob;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;

/**
 * Between the settings of a suite, which are names and values, and the records of plugins. Strict: an unknown name, a
 * missing name, a null and a value of another type are errors, and all of them are reported together:
 *
 * <pre>
 * exitStrategy.with.pateince: unknown setting; known here: patience
 * exitStrategy.with.patience: missing
 * </pre>
 *
 * <p>A settings record may hold whole and real numbers, booleans, texts, enums (written in lower case with hyphens),
 * lists and maps of such, and records of such. A record of a single text is written as that text.
 */
public final class Settings {

    private Settings() {}

    /**
     * Reads settings into a record.
     *
     * @param path how messages name the place: {@code exitStrategy.with}
     * @param values the settings by name
     * @param type the record
     * @throws PluginException with every problem found
     */
    public static <C extends Record> C read(String path, Map<String, ?> values, Class<C> type) {
        List<String> problems = new ArrayList<>();
        Optional<C> settings = new SettingsReader(problems).record(path, values, type);
        return settings.orElseThrow(() -> new PluginException(problems));
    }

    /**
     * What {@link #read} would read again: a record's values by name, in the order of its components.
     *
     * @param settings a record
     */
    public static Map<String, Object> describe(Record settings) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            values.put(component.getName(), plain(Components.value(settings, component)));
        }
        return Collections.unmodifiableMap(values);
    }

    /**
     * The same settings with another value of a knob.
     *
     * @param settings values by name
     * @param knob one of them
     * @param value its new value, a whole number where the knob asks for one
     */
    public static Map<String, Object> with(Map<String, ?> settings, Knob knob, double value) {
        Map<String, Object> changed = new LinkedHashMap<>(settings);
        changed.put(knob.name(), knob.range().whole() ? (Object) whole(knob, value) : (Object) value);
        return Collections.unmodifiableMap(changed);
    }

    /**
     * Makes a strategy from settings.
     *
     * @throws PluginException if they do not fit the record, the task or the depth
     */
    public static <C extends Record> ExitStrategy strategy(
            ExitStrategyFactory<C> factory, String path, Map<String, ?> values, TaskKind kind, int layerCount) {
        C settings = read(path, values, factory.configType());
        return prefixed(path, () -> factory.create(settings, kind, layerCount));
    }

    /**
     * The settings of a strategy after it has looked at held-out answers.
     *
     * @throws PluginException if they do not fit the record
     */
    public static <C extends Record> Map<String, Object> fitted(
            ExitStrategyFactory<C> factory, String path, Map<String, ?> values, TaskKind kind, HeldOut heldOut) {
        return describe(factory.fitted(read(path, values, factory.configType()), kind, heldOut));
    }

    /**
     * Makes a method from settings.
     *
     * @throws PluginException if they do not fit the record, the task or the backbone
     */
    public static <C extends Record> EarlyExitMethod method(
            MethodFactory<C> factory, String path, Map<String, ?> values, MethodContext context) {
        C settings = read(path, values, factory.configType());
        return prefixed(path, () -> factory.create(settings, context));
    }

    private static <T> T prefixed(String path, Supplier<T> making) {
        try {
            return making.get();
        } catch (IllegalArgumentException e) {
            PluginException named = new PluginException(path + ": " + e.getMessage());
            named.initCause(e);
            throw named;
        }
    }

    private static int whole(Knob knob, double value) {
        if (value != Math.rint(value)) {
            throw new IllegalArgumentException("%s must be a whole number, was %s".formatted(knob.name(), value));
        }
        return Math.toIntExact((long) value);
    }

    private static Object plain(Object value) {
        if (value instanceof Record record) {
            Map<String, Object> values = describe(record);
            boolean isText = values.size() == 1 && values.values().iterator().next() instanceof String;
            return isText ? values.values().iterator().next() : values;
        }
        if (value instanceof Enum<?> constant) {
            return Components.written(constant);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Settings::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((name, element) -> values.put(String.valueOf(name), plain(element)));
            return Collections.unmodifiableMap(values);
        }
        return value;
    }
}
