package org.earlyexit.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The parameters of a module or of a whole model, in a fixed order. Whoever changes the tensors calls
 * {@link #changed()}, so that a kernel which keeps packed copies of the weights knows when to pack them again.
 */
public final class Parameters {

    /** No parameters, which never change. */
    public static final Parameters NONE = new Parameters(List.of(), List.of());

    private final List<Parameter> list;
    private final List<Parameters> parts;
    private long version;

    private Parameters(List<Parameter> list, List<Parameters> parts) {
        this.list = List.copyOf(list);
        this.parts = List.copyOf(parts);
        requireDistinctNames(this.list);
    }

    /** The parameters of one module. */
    public static Parameters of(List<Parameter> list) {
        return new Parameters(list, List.of());
    }

    /** The parameters of several modules as one. */
    public static Parameters join(List<Parameters> parts) {
        List<Parameter> all = new ArrayList<>();
        parts.forEach(part -> all.addAll(part.list));
        return new Parameters(all, parts);
    }

    /**
     * The same tensors by other names and groups, for a model that has two of a kind.
     *
     * @param prefix what goes before both
     */
    public Parameters prefixed(String prefix) {
        return new Parameters(
                list.stream()
                        .map(parameter -> new Parameter(
                                prefix + parameter.name(),
                                prefix + parameter.group(),
                                parameter.array(),
                                parameter.decays()))
                        .toList(),
                List.of(this));
    }

    public List<Parameter> list() {
        return list;
    }

    /** Rises with every change. */
    public long version() {
        return version;
    }

    /** Says that tensors were written, here and in every part. */
    public void changed() {
        if (!list.isEmpty()) {
            version++;
        }
        parts.forEach(Parameters::changed);
    }

    private static void requireDistinctNames(List<Parameter> list) {
        Set<String> seen = new HashSet<>();
        for (Parameter parameter : list) {
            if (!seen.add(parameter.name())) {
                throw new IllegalArgumentException(
                        "parameters must have distinct names, '%s' is there twice".formatted(parameter.name()));
            }
        }
    }
}
