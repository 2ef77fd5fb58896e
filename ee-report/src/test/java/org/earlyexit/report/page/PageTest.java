package org.earlyexit.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.earlyexit.bench.record.LeftOut;
import org.earlyexit.bench.record.MethodFacts;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SuiteFacts;
import org.earlyexit.bench.record.TaskFacts;
import org.earlyexit.report.SampleRecords;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.table.Style;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {

    @Test
    void thePageNeedsNothingFromElsewhere() {
        String html = html(RunResults.of(SampleRecords.records(1), SampleRecords.suite(1), false));

        assertThat(html.replace("&#39;", "'"))
                .containsPattern("content=\"default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; "
                        + "base-uri 'none'; form-action 'none'\"")
                .doesNotContain("<link")
                .doesNotContain("<img")
                .doesNotContain("url(http")
                .doesNotContain("@import")
                .doesNotContain(" style=\"");
        assertThat(Pattern.compile("(?:src|href)=\"(?!#|\\.\\./records\\.jsonl|tables/|figures/)")
                        .matcher(html)
                        .find())
                .isFalse();
    }

    @Test
    void everySectionIsThere() {
        String html = html(RunResults.of(SampleRecords.records(1), SampleRecords.suite(1), false));

        assertThat(html)
                .contains("id=\"scores\"", "id=\"curves\"", "id=\"points\"", "id=\"exits\"", "id=\"hardness\"")
                .contains("id=\"layers\"", "id=\"words\"", "id=\"left-out\"", "id=\"provenance\"", "id=\"limits\"")
                .contains("DeeBERT's entropy needs classes, and STS-B asks for a number")
                .contains("the loss was not finite at step 12")
                .contains("weights aa, tokenizer bb, random weights")
                .contains("One seed was run.")
                .contains("With the 100 samples of RTE, the standard error of an accuracy is up to 5.0 points");
    }

    @Test
    void idsInThePageAreThereOnce() {
        String html = html(RunResults.of(SampleRecords.records(1), SampleRecords.suite(1), false));

        List<String> ids = Pattern.compile(" id=\"([^\"]+)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .filter(id -> !id.equals("genericDefs"))
                .toList();

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThan(20);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\" onload=\"alert(1)",
                "</style><script>alert(1)</script>",
                "</svg><script>alert(1)</script>",
                "' onclick='alert(1)",
                "\u001b]0;title\u0007<b>",
                "\u202egnp.exe<i>",
            })
    void textFromRecordsStaysText(String evil) {
        TaskFacts task = SampleRecords.task("rte");
        TaskFacts named =
                new TaskFacts("rte", evil, "1", "dev", task.metrics(), "2", 900, 100, 100, 100, evil, 0, "ab12");
        MethodFacts method = new MethodFacts("m", evil, evil, evil, Map.of("k", evil), evil, false, false);
        RunRecord run =
                SampleRecords.run(named, method, 1, List.of(SampleRecords.point("cost-50", "accuracy", 0.5, 2)));
        SuiteFacts suite = new SuiteFacts(
                SuiteFacts.SCHEMA,
                evil,
                List.of("rte"),
                List.of(evil),
                List.of(1L),
                List.of(new LeftOut("cola", evil, evil)),
                List.of(),
                Map.of(),
                List.of(evil));

        String html = html(RunResults.of(List.of(run), suite, false));

        assertThat(html)
                .doesNotContain("<script>alert")
                .doesNotContain("<b>")
                .doesNotContain("<i>")
                .doesNotContain("\u001b")
                .doesNotContain("\u0007")
                .doesNotContain("\u202e");
        assertThat(attributes(html)).doesNotContain("onload", "onclick").contains("class");
        assertThat(Pattern.compile("</style>").matcher(html).results().count()).isEqualTo(1);
        assertThat(Pattern.compile("<svg").matcher(html).results().count())
                .isEqualTo(Pattern.compile("</svg").matcher(html).results().count());
    }

    /** The names of all attributes in the page, with what stands in quotes left out. */
    private static List<String> attributes(String html) {
        return Pattern.compile("<[a-zA-Z](?:[^\"'<>]|\"[^\"]*\"|'[^']*')*>")
                .matcher(html)
                .results()
                .map(tag -> tag.group().replaceAll("\"[^\"]*\"|'[^']*'", ""))
                .flatMap(tag -> Pattern.compile("\\s([\\w:-]+)=").matcher(tag).results())
                .map(attribute -> attribute.group(1))
                .distinct()
                .toList();
    }

    private static String html(RunResults results) {
        return new Page(
                        results,
                        Evidence.none(),
                        PageFigures.of(results, Evidence.none(), Path.of("none")),
                        ReportOptions.of(Style.ACL),
                        "")
                .html();
    }
}
