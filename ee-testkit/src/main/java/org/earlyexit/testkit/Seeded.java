package org.earlyexit.testkit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A property: the test runs once for each seed and takes a {@link Sample}. A failure names its seed, and
 * {@code -Dee.seed=41} repeats that one alone.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest(name = "{0}")
@ArgumentsSource(Seeded.Seeds.class)
public @interface Seeded {

    /** How many seeds, from 0 on. */
    int value() default 200;

    /**
     * One seed, and the randomness that comes from it.
     *
     * @param seed the seed
     */
    record Sample(long seed) {

        /** The same numbers for the same seed, whenever asked. */
        public SplittableRandom random() {
            return new SplittableRandom(seed);
        }

        @Override
        public String toString() {
            return "seed " + seed;
        }
    }

    /** Reads the annotation, or the one seed that was asked for. */
    final class Seeds implements ArgumentsProvider {

        @Override
        public Stream<Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            Long only = Long.getLong("ee.seed");
            int count =
                    context.getRequiredTestMethod().getAnnotation(Seeded.class).value();
            LongStream seeds = only == null ? LongStream.range(0, count) : LongStream.of(only);
            return seeds.mapToObj(seed -> Arguments.of(new Sample(seed)));
        }
    }
}
