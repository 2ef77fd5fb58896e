package org.earlyexit.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * What no plugin may do to the process while a rule is looked at: another locale or time zone, threads that stay. Rules
 * by which an earlier process died are passed over.
 */
final class SideEffects implements BeforeTestExecutionCallback, AfterTestExecutionCallback, ExecutionCondition {

    /** The configuration parameter that lists what is passed over, as {@code offer#method}, one a line. */
    static final String PASSED_OVER = "ee.tck.passedOver";

    private static final Namespace OWN = Namespace.create(SideEffects.class);
    private static final List<String> THE_JVMS_OWN = List.of("process reaper", "Common-Cleaner", "ForkJoinPool");

    private record Surroundings(Locale locale, TimeZone zone, Set<Long> threads) {}

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        context.getStore(OWN)
                .put(
                        "before",
                        new Surroundings(
                                Locale.getDefault(),
                                TimeZone.getDefault(),
                                threads().stream().map(Thread::getId).collect(Collectors.toSet())));
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        Surroundings before = Objects.requireNonNull(context.getStore(OWN).get("before", Surroundings.class));
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        Locale.setDefault(before.locale());
        TimeZone.setDefault(before.zone());
        assertThat(locale).as("the default locale afterwards").isEqualTo(before.locale());
        assertThat(zone).as("the default time zone afterwards").isEqualTo(before.zone());
        assertThat(threads().stream()
                        .filter(thread -> !before.threads().contains(thread.getId()))
                        .map(Thread::getName))
                .as("threads that it leaves behind")
                .isEmpty();
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Optional<String> method = context.getTestMethod().map(java.lang.reflect.Method::getName);
        Set<String> passedOver = new HashSet<>(Arrays.asList(
                context.getConfigurationParameter(PASSED_OVER).orElse("").split("\n", -1)));
        boolean skipped = method.isPresent() && passedOver.contains(Verdicts.offer(context) + "#" + method.get());
        return skipped
                ? ConditionEvaluationResult.disabled("an earlier process died of it")
                : ConditionEvaluationResult.enabled("");
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.isDaemon())
                .filter(thread -> THE_JVMS_OWN.stream().noneMatch(thread.getName()::startsWith))
                .toList();
    }
}
