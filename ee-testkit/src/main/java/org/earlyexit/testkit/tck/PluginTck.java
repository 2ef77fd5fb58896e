package org.earlyexit.testkit.tck;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestPlan;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Holds the contracts of this kit against everything that one jar offers. A plugin that ends, blocks or crashes its
 * process does so to the process of the caller, who should have set one aside.
 */
public final class PluginTck {

    private static final String LOADS = "itLoads";
    private static final List<Class<?>> CONTRACTS =
            List.of(OfferedMethod.class, OfferedStrategy.class, OfferedClassifier.class, OfferedBackbone.class);

    private PluginTck() {}

    /**
     * Looks at every rule.
     *
     * @param jar with plugins
     * @param passedOver rules that are not looked at, as {@code offer#rule}
     * @param told of each rule when it begins and when it ends
     */
    public static void run(Path jar, Set<String> passedOver, Consumer<Verdict> told) {
        try (Offered offered = new Offered(jar)) {
            offered.problems()
                    .forEach(problem -> told.accept(new Verdict("plugin", LOADS, Verdict.Outcome.BROKEN, problem)));
            boolean nothing = offered.methods().isEmpty()
                    && offered.strategies().isEmpty()
                    && offered.backbones().isEmpty();
            if (nothing && offered.problems().isEmpty()) {
                told.accept(new Verdict("plugin", LOADS, Verdict.Outcome.BROKEN, "the jar offers nothing"));
            }
            if (nothing) {
                return;
            }
        }
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(
                        CONTRACTS.stream().map(DiscoverySelectors::selectClass).toList())
                .configurationParameter(Subjects.JAR, jar.toString())
                .configurationParameter(SideEffects.PASSED_OVER, String.join("\n", passedOver))
                .build();
        Launcher launcher = LauncherFactory.create();
        TestPlan plan = launcher.discover(request);
        launcher.execute(plan, new Verdicts(plan, told));
    }

    /** A rule's name as a sentence. */
    public static String sentence(String rule) {
        return Verdicts.words(rule);
    }
}
