package org.earlyexit.plugin;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads values into records and notes every problem on the way; empty answers mean that a problem was noted. */
final class SettingsReader {

    private final List<String> problems;

    SettingsReader(List<String> problems) {
        this.problems = problems;
    }

    <C extends Record> Optional<C> record(String path, Map<?, ?> values, Class<C> type) {
        RecordComponent[] components = type.getRecordComponents();
        List<String> known =
                Arrays.stream(components).map(RecordComponent::getName).toList();
        int before = problems.size();
        for (Object name : values.keySet()) {
            if (!known.contains(String.valueOf(name))) {
                problems.add("%s.%s: unknown setting; known here: %s"
                        .formatted(path, name, known.isEmpty() ? "none" : String.join(", ", known)));
            }
        }
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent component : components) {
            String place = path + "." + component.getName();
            if (values.containsKey(component.getName())) {
                value(place, values.get(component.getName()), component.getGenericType())
                        .ifPresent(arguments::add);
            } else {
                problems.add(place + ": missing");
            }
        }
        return problems.size() > before ? Optional.empty() : construct(path, type, arguments);
    }

    private Optional<Object> value(String path, @Nullable Object value, Type type) {
        if (value == null) {
            return problem(path, "must not be null", "");
        }
        if (type instanceof ParameterizedType generic) {
            return collection(path, value, generic);
        }
        if (!(type instanceof Class<?> plain)) {
            throw new IllegalArgumentException("%s: settings cannot be of type %s".formatted(path, type));
        }
        if (plain.isRecord()) {
            return nested(path, value, plain.asSubclass(Record.class));
        }
        if (plain.isEnum()) {
            return constant(path, value, plain);
        }
        return simple(path, value, plain);
    }

    private Optional<Object> simple(String path, Object value, Class<?> type) {
        if (type == Object.class) {
            return Optional.of(value);
        }
        if (type == String.class) {
            return value instanceof String ? Optional.of(value) : problem(path, "must be a text", value);
        }
        if (type == boolean.class || type == Boolean.class) {
            return value instanceof Boolean ? Optional.of(value) : problem(path, "must be true or false", value);
        }
        if (type == double.class || type == Double.class) {
            return value instanceof Number number
                    ? Optional.of(number.doubleValue())
                    : problem(path, "must be a number", value);
        }
        if (type == int.class || type == Integer.class) {
            return whole(path, value, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Math::toIntExact);
        }
        if (type == long.class || type == Long.class) {
            return whole(path, value, Long.MIN_VALUE, Long.MAX_VALUE).map(number -> number);
        }
        throw new IllegalArgumentException("%s: settings cannot be of type %s".formatted(path, type.getName()));
    }

    private Optional<Long> whole(String path, Object value, long least, long greatest) {
        boolean isWhole = value instanceof Integer || value instanceof Long || value instanceof Short;
        if (!isWhole || ((Number) value).longValue() < least || ((Number) value).longValue() > greatest) {
            return problem(path, "must be a whole number", value);
        }
        return Optional.of(((Number) value).longValue());
    }

    private Optional<Object> constant(String path, Object value, Class<?> type) {
        List<Enum<?>> constants = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            constants.add((Enum<?>) constant);
        }
        Optional<Object> match = constants.stream()
                .filter(constant -> Components.written(constant).equals(value))
                .findFirst()
                .map(constant -> constant);
        return match.isPresent()
                ? match
                : problem(
                        path,
                        "must be one of "
                                + constants.stream().map(Components::written).collect(Collectors.joining(", ")),
                        value);
    }

    private Optional<Object> nested(String path, Object value, Class<? extends Record> type) {
        if (value instanceof Map<?, ?> map) {
            return record(path, map, type).map(record -> record);
        }
        RecordComponent[] components = type.getRecordComponents();
        if (value instanceof String && components.length == 1 && components[0].getType() == String.class) {
            return construct(path, type, List.of(value)).map(record -> record);
        }
        return problem(path, "must be settings by name", value);
    }

    private Optional<Object> collection(String path, Object value, ParameterizedType type) {
        Type element = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
        if (type.getRawType() == List.class) {
            return value instanceof List<?> list
                    ? elements(path, list, element)
                    : problem(path, "must be a list", value);
        }
        if (type.getRawType() == Map.class && type.getActualTypeArguments()[0] == String.class) {
            return value instanceof Map<?, ?> map
                    ? entries(path, map, element)
                    : problem(path, "must be settings by name", value);
        }
        throw new IllegalArgumentException("%s: settings cannot be of type %s".formatted(path, type));
    }

    private Optional<Object> elements(String path, List<?> list, Type type) {
        List<Object> read = new ArrayList<>();
        for (int i = 0; i < list.size(); i++) {
            value("%s[%d]".formatted(path, i), list.get(i), type).ifPresent(read::add);
        }
        return read.size() == list.size() ? Optional.of(read) : Optional.empty();
    }

    private Optional<Object> entries(String path, Map<?, ?> map, Type type) {
        Map<String, Object> read = new LinkedHashMap<>();
        map.forEach((name, element) ->
                value(path + "." + name, element, type).ifPresent(value -> read.put(String.valueOf(name), value)));
        return read.size() == map.size() ? Optional.of(read) : Optional.empty();
    }

    private <C extends Record> Optional<C> construct(String path, Class<C> type, List<Object> arguments) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            Constructor<C> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true); // the record may be package-private in another package
            return Optional.of(constructor.newInstance(arguments.toArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException refused) {
                problems.add(path + ": " + refused.getMessage());
                return Optional.empty();
            }
            throw new IllegalStateException("%s: %s threw".formatted(path, type.getName()), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("%s: %s cannot be made".formatted(path, type.getName()), e);
        }
    }

    private <T> Optional<T> problem(String path, String expected, Object found) {
        String was = found.equals("") ? "" : ", was " + (found instanceof String ? "'" + found + "'" : found);
        problems.add(path + ": " + expected + was);
        return Optional.empty();
    }
}
