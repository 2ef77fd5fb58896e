package org.earlyexit.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.earlyexit.report.GeneratedRun.Generated;
import org.earlyexit.report.page.ReportOptions;
import org.earlyexit.report.table.Style;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Ten methods, nine tasks in the sizes of GLUE's dev sets, five seeds, curves of a thousand thresholds, every pair of
 * methods compared by 10,000 resamples and as many permutations: what a report of the whole benchmark costs. The size
 * of the page is asserted; the time, which is to be at most 60 s on two idle cores, is printed, as nobody knows here
 * what else the machine does.
 */
@Tag("slow")
class ReportBenchmarkTest {

    private static final long MOST_BYTES = 5_000_000;

    @TempDir
    private Path folder;

    @Test
    void thePageOfAWholeBenchmarkIsSmall() throws IOException {
        List<Generated> tasks = List.of(
                new Generated("cola", "CoLA", "matthews", 1043),
                new Generated("sst-2", "SST-2", "accuracy", 872),
                new Generated("mrpc", "MRPC", "f1", 408),
                new Generated("sts-b", "STS-B", "pearson", 1500),
                new Generated("qqp", "QQP", "f1", 40430),
                new Generated("mnli", "MNLI-m", "accuracy", 9815),
                new Generated("mnli-mm", "MNLI-mm", "accuracy", 9832),
                new Generated("qnli", "QNLI", "accuracy", 5463),
                new Generated("rte", "RTE", "accuracy", 277));
        List<String> methods =
                IntStream.rangeClosed(1, 10).mapToObj(i -> "method-" + i).toList();
        Path run = new GeneratedRun(folder.resolve("run"), tasks, methods, 5, 1000).write();

        long start = System.nanoTime();
        Report report = new ReportWriter().write(run, folder.resolve("out"), ReportOptions.of(Style.ACL));
        double seconds = (System.nanoTime() - start) / 1e9;

        System.out.printf(
                "report in %.1f s on %d cores, page of %,d bytes%n",
                seconds, Runtime.getRuntime().availableProcessors(), Files.size(report.indexHtml()));
        assertThat(Files.size(report.indexHtml())).isLessThan(MOST_BYTES);
    }
}
