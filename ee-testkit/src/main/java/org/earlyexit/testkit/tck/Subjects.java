package org.earlyexit.testkit.tck;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.support.ParameterDeclarations;

/** Gives the contracts what the jar under test offers of their kind. */
abstract class Subjects implements ArgumentsProvider {

    /** The configuration parameter that names the jar. */
    static final String JAR = "ee.tck.jar";

    /**
     * One thing under test.
     *
     * @param name as verdicts call it
     * @param factory of the plugin
     * @param jar where it is from
     */
    record Subject<T>(String name, T factory, Path jar) {
        @Override
        public String toString() {
            return name;
        }
    }

    abstract Stream<? extends Subject<?>> of(Offered offered, Path jar);

    @Override
    public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
        Path jar = Path.of(context.getConfigurationParameter(JAR).orElseThrow());
        Offered offered = new Offered(jar); // classes are loaded as the tests run: it stays open with the process
        return ((List<? extends Subject<?>>) of(offered, jar).toList()).stream().map(Arguments::of);
    }

    static final class Methods extends Subjects {
        @Override
        Stream<Subject<?>> of(Offered offered, Path jar) {
            return offered.methods().stream().map(method -> new Subject<>("method " + method.id(), method, jar));
        }
    }

    static final class Strategies extends Subjects {
        @Override
        Stream<Subject<?>> of(Offered offered, Path jar) {
            return offered.strategies().stream().map(rule -> new Subject<>("exit strategy " + rule.id(), rule, jar));
        }
    }

    static final class Backbones extends Subjects {
        @Override
        Stream<Subject<?>> of(Offered offered, Path jar) {
            return offered.backbones().stream()
                    .filter(backbone -> !backbone.readsFolder())
                    .map(backbone -> new Subject<>("backbone " + backbone.id(), backbone, jar));
        }
    }

    static final class Classifiers extends Subjects {
        @Override
        Stream<Subject<?>> of(Offered offered, Path jar) {
            return offered.recipes().stream()
                    .map(org.earlyexit.train.Recipe::classifiers)
                    .filter(spec -> spec.getClass().getClassLoader() != Subjects.class.getClassLoader())
                    .distinct()
                    .map(spec -> new Subject<>("internal classifier " + spec, spec, jar));
        }
    }
}
