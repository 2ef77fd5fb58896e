package org.earlyexit.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Named numbers known of each sample of a part, such as the layer from which on it was answered right. */
public final class SampleFacts {

    /** Nothing is known. */
    public static final SampleFacts NONE = new SampleFacts(Map.of());

    private final Map<String, float[]> values;

    private SampleFacts(Map<String, float[]> values) {
        this.values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /**
     * These facts and one more, which takes the place of one of the same name.
     *
     * @param numbers one a sample
     */
    public SampleFacts with(String name, float... numbers) {
        Map<String, float[]> more = new TreeMap<>(values);
        more.put(name, numbers.clone());
        return new SampleFacts(more);
    }

    /** What is known, in alphabetical order. */
    public List<String> names() {
        return List.copyOf(values.keySet());
    }

    /**
     * One number a sample.
     *
     * @throws IllegalArgumentException if nothing of that name is known; the message lists what there is
     */
    public float[] values(String name) {
        float[] known = values.get(name);
        if (known == null) {
            throw new IllegalArgumentException(
                    "No fact is called '%s'; known of these samples: %s".formatted(name, names()));
        }
        return known.clone();
    }

    void requireSize(int samples) {
        values.forEach((name, numbers) -> {
            if (numbers.length != samples) {
                throw new IllegalArgumentException("the fact '%s' must be known of the %d samples, was of %d"
                        .formatted(name, samples, numbers.length));
            }
        });
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SampleFacts that
                && names().equals(that.names())
                && values.keySet().stream().allMatch(name -> Arrays.equals(values.get(name), that.values.get(name)));
    }

    @Override
    public int hashCode() {
        return names().hashCode();
    }

    @Override
    public String toString() {
        return "SampleFacts" + names();
    }
}
