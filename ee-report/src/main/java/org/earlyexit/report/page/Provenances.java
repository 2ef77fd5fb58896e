package org.earlyexit.report.page;

import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.earlyexit.bench.record.Provenance;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.result.TaskColumn;

/** With what a run was made; where its records differ, every value is shown. */
final class Provenances {

    private Provenances() {}

    static List<Fact> of(RunResults results) {
        return List.of(
                new Fact("suite", results.suite().suite()),
                new Fact("seeds", all(results, run -> Long.toString(run.seed()))),
                new Fact("backbone", backbone(results)),
                fact(
                        results,
                        "toolkit",
                        facts -> facts.toolkitVersion() + ", commit " + facts.commit()
                                + (facts.dirty() ? " with changes" : "")),
                fact(
                        results,
                        "engine",
                        facts -> facts.engine() + " " + facts.engineVersion() + ", " + facts.kernel() + ", "
                                + facts.threads() + " threads"),
                fact(
                        results,
                        "machine",
                        facts -> facts.processor() + ", " + facts.cores() + " cores, " + facts.os() + " "
                                + facts.arch()),
                fact(results, "Java", Provenance::java),
                fact(results, "SHA-256 of the suite", Provenance::suiteSha256),
                fact(results, "SHA-256 of plugins", Provenance::pluginSha256));
    }

    private static Fact fact(RunResults results, String name, Function<Provenance, String> text) {
        return new Fact(name, all(results, run -> text.apply(run.provenance())));
    }

    private static String all(RunResults results, Function<RunRecord, String> text) {
        TreeSet<String> texts = new TreeSet<>();
        results.runs().forEach(run -> texts.add(text.apply(run)));
        return String.join("; ", texts);
    }

    private static String backbone(RunResults results) {
        TreeSet<String> texts = new TreeSet<>();
        results.tasks().stream()
                .map(TaskColumn::backbone)
                .forEach(facts -> texts.add(facts.id() + ", weights " + facts.weightsSha256() + ", tokenizer "
                        + facts.tokenizerSha256()
                        + (facts.note().isBlank() ? "" : ", " + facts.note())));
        return String.join("; ", texts);
    }
}
