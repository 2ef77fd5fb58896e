package org.earlyexit.testkit.tck;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Turns what happens to tests into verdicts, one for each method of a contract and each thing it is held against. */
final class Verdicts implements TestExecutionListener {

    private final Consumer<Verdict> told;
    private final Map<String, Verdict> open = new LinkedHashMap<>();
    private TestPlan plan;

    Verdicts(TestPlan plan, Consumer<Verdict> told) {
        this.plan = plan;
        this.told = told;
    }

    /** What a test is held against, by the name of the class template's invocation around it. */
    static String offer(ExtensionContext context) {
        Optional<ExtensionContext> around = context.getParent();
        while (around.isPresent() && around.get().getTestMethod().isPresent()) {
            around = around.get().getParent();
        }
        return around.map(ExtensionContext::getDisplayName).orElse("");
    }

    @Override
    public void testPlanExecutionStarted(TestPlan started) {
        plan = started;
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        Optional<MethodSource> method = method(test);
        if (method.isPresent() && isOutermost(test)) {
            Verdict begun = verdict(test, method.get(), Verdict.Outcome.BEGUN, "");
            open.put(test.getUniqueId(), new Verdict(begun.offer(), begun.rule(), Verdict.Outcome.HOLDS, ""));
            told.accept(begun);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        method(test).ifPresent(method -> told.accept(verdict(test, method, Verdict.Outcome.NOT_ASKED, reason)));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (method(test).isEmpty()) {
            if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                told.accept(
                        new Verdict(test.getDisplayName(), "it can be looked at", Verdict.Outcome.BROKEN, why(result)));
            }
            return;
        }
        TestIdentifier outermost = outermost(test);
        Verdict now = open.get(outermost.getUniqueId());
        if (now != null
                && now.outcome() == Verdict.Outcome.HOLDS
                && !result.getStatus().equals(TestExecutionResult.Status.SUCCESSFUL)) {
            boolean failed = result.getStatus() == TestExecutionResult.Status.FAILED;
            Verdict.Outcome outcome = failed ? Verdict.Outcome.BROKEN : Verdict.Outcome.NOT_ASKED;
            open.put(outermost.getUniqueId(), new Verdict(now.offer(), now.rule(), outcome, why(result)));
        }
        if (outermost.equals(test)) {
            told.accept(open.remove(test.getUniqueId()));
        }
    }

    private Verdict verdict(TestIdentifier test, MethodSource method, Verdict.Outcome outcome, String why) {
        return new Verdict(
                plan.getParent(test).map(TestIdentifier::getDisplayName).orElse(""),
                method.getMethodName(),
                outcome,
                why);
    }

    private boolean isOutermost(TestIdentifier test) {
        return outermost(test).equals(test);
    }

    /** The method around a single run of it with one seed. */
    private TestIdentifier outermost(TestIdentifier test) {
        TestIdentifier around = test;
        for (Optional<TestIdentifier> next = plan.getParent(test);
                next.isPresent() && method(next.get()).isPresent();
                next = plan.getParent(next.get())) {
            around = next.get();
        }
        return around;
    }

    private static Optional<MethodSource> method(TestIdentifier test) {
        return test.getSource().filter(MethodSource.class::isInstance).map(MethodSource.class::cast);
    }

    private static String why(TestExecutionResult result) {
        return result.getThrowable()
                .map(thrown -> thrown instanceof AssertionError && thrown.getMessage() != null
                        ? thrown.getMessage()
                        : thrown.toString())
                .map(text -> text.strip().replaceAll("\\s+", " "))
                .map(text -> text.length() > 300 ? text.substring(0, 300) + "…" : text)
                .orElse("");
    }

    /** {@code theLossFalls} as {@code the loss falls}. */
    static String words(String method) {
        return method.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT).strip();
    }
}
