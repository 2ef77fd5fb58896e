package org.earlyexit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.earlyexit.bench.record.WholeFile;
import org.earlyexit.report.evidence.Evidence;
import org.earlyexit.report.page.Page;
import org.earlyexit.report.page.PageFigures;
import org.earlyexit.report.page.ReportOptions;
import org.earlyexit.report.plot.Figure;
import org.earlyexit.report.plot.Fonts;
import org.earlyexit.report.result.ReportException;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.table.CsvTable;
import org.earlyexit.report.table.LatexTable;
import org.earlyexit.report.table.MainTable;
import org.earlyexit.report.table.MarkdownTable;
import org.earlyexit.report.table.ReportTable;
import org.earlyexit.report.table.ReportTables;
import org.earlyexit.report.table.Style;
import org.earlyexit.report.table.TextTable;

/**
 * Writes a run folder's report: {@code index.html}, {@code tables/*.{txt,md,tex,csv}} and {@code figures/*.{svg,png}}.
 * Equal records and samples give equal bytes.
 *
 * <p>Whoever kills it leaves the report that was there before: all files are finished in a folder of their own first
 * and then moved, each of them whole, which takes a blink of an eye, and {@code index.html} last.
 */
public final class ReportWriter {

    private static final String PAGE = "index.html";
    private static final String UNFINISHED = "report" + WholeFile.UNFINISHED;

    private final BooleanSupplier fonts;

    /** A writer that draws figures if this machine has fonts. */
    public ReportWriter() {
        this(Fonts::available);
    }

    ReportWriter(BooleanSupplier fonts) {
        this.fonts = fonts;
    }

    /**
     * Reads a run folder and writes its report.
     *
     * @param runFolder holds {@code records.jsonl} and {@code suite.json}, and cells where there are any
     * @param outputFolder is made if it is missing; files of an earlier report are replaced
     * @param options what it is to hold
     * @throws org.earlyexit.bench.record.RecordException if the records cannot be read
     * @throws ReportException if no honest table can be made of them, or the output cannot be written
     */
    public Report write(Path runFolder, Path outputFolder, ReportOptions options) {
        RunResults results = RunResults.read(runFolder, options.allowMixed());
        Evidence evidence = Evidence.of(results, runFolder);
        List<String> warnings = new ArrayList<>();
        PageFigures figures = PageFigures.none();
        if (fonts.getAsBoolean()) {
            figures = PageFigures.of(results, evidence, runFolder);
        } else {
            warnings.add("This machine has no fonts that Java can draw with, so the report has no figures; install"
                    + " fontconfig and a font such as DejaVu and run it again.");
        }
        Map<String, String> texts = tables(results, evidence, options);
        figures.all().forEach(figure -> texts.put("figures/" + figure.name() + ".svg", figure.svg() + "\n"));
        Page page = new Page(results, evidence, figures, options, String.join(" ", warnings));
        texts.put(PAGE, page.html());
        String terminalTable =
                TextTable.of(new MainTable(results, evidence).table().view());
        return new Report(
                terminalTable, outputFolder.resolve(PAGE), files(outputFolder, texts, figures.all()), warnings);
    }

    /** The files of all tables, by their place in the report. */
    static Map<String, String> tables(RunResults results, Evidence evidence, ReportOptions options) {
        Map<String, String> texts = new LinkedHashMap<>();
        ReportTables.of(results, evidence, options.published())
                .forEach(table -> addTable(texts, table, options.style()));
        return texts;
    }

    private static void addTable(Map<String, String> texts, ReportTable table, Style style) {
        String name = "tables/" + table.view().name();
        texts.put(name + ".txt", TextTable.of(table.view()));
        texts.put(name + ".md", MarkdownTable.of(table.view()));
        texts.put(name + ".tex", LatexTable.of(table.view(), style));
        texts.put(name + ".csv", CsvTable.raw(table));
        texts.put(name + "-spreadsheet.csv", CsvTable.spreadsheet(table));
    }

    /** All files are written beside the report before the first of them takes its place; the page is the last. */
    private static List<Path> files(Path folder, Map<String, String> texts, List<Figure> figures) {
        Path unfinished = folder.resolve(UNFINISHED);
        try {
            Files.createDirectories(folder);
            delete(unfinished);
            Files.createDirectories(unfinished.resolve("tables"));
            Files.createDirectories(unfinished.resolve("figures"));
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Files.writeString(unfinished.resolve(text.getKey()), text.getValue(), StandardCharsets.UTF_8);
            }
            List<String> names = new ArrayList<>(texts.keySet());
            for (Figure figure : figures) {
                String name = "figures/" + figure.name() + ".png";
                figure.writePng(unfinished.resolve(name));
                names.add(name);
            }
            names.remove(PAGE);
            names.add(PAGE);
            return published(unfinished, folder, names);
        } catch (IOException e) {
            throw new ReportException(
                    "the report's folder %s must be writable, was not: %s; choose another with --out"
                            .formatted(folder, e),
                    e);
        }
    }

    private static List<Path> published(Path unfinished, Path folder, List<String> names) throws IOException {
        Files.createDirectories(folder.resolve("tables"));
        Files.createDirectories(folder.resolve("figures"));
        List<Path> files = new ArrayList<>();
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.move(
                    unfinished.resolve(name),
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            files.add(file);
        }
        delete(unfinished);
        return files;
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
