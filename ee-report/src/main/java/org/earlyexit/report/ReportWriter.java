package org.earlyexit.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.earlyexit.report.page.Page;
import org.earlyexit.report.page.PageFigures;
import org.earlyexit.report.plot.Figure;
import org.earlyexit.report.plot.Fonts;
import org.earlyexit.report.result.ReportException;
import org.earlyexit.report.result.RunResults;
import org.earlyexit.report.table.BagOfWordsTable;
import org.earlyexit.report.table.CsvTable;
import org.earlyexit.report.table.LatexTable;
import org.earlyexit.report.table.MainTable;
import org.earlyexit.report.table.MarkdownTable;
import org.earlyexit.report.table.OperatingPointTable;
import org.earlyexit.report.table.PerLayerTable;
import org.earlyexit.report.table.ReportTable;
import org.earlyexit.report.table.Style;
import org.earlyexit.report.table.TaskTable;
import org.earlyexit.report.table.TextTable;

/**
 * Writes a run folder's report: {@code index.html}, {@code tables/*.{txt,md,tex,csv}} and {@code figures/*.{svg,png}}.
 * Equal records give equal bytes.
 */
public final class ReportWriter {

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
     * @param runFolder holds {@code records.jsonl} and {@code suite.json}
     * @param outputFolder is made if it is missing; files of an earlier report are replaced
     * @param style how LaTeX tables are dressed
     * @throws org.earlyexit.bench.record.RecordException if the records cannot be read
     * @throws ReportException if no honest table can be made of them, or the output cannot be written
     */
    public Report write(Path runFolder, Path outputFolder, Style style) {
        RunResults results = RunResults.read(runFolder);
        List<String> warnings = new ArrayList<>();
        PageFigures figures = PageFigures.none();
        if (fonts.getAsBoolean()) {
            figures = PageFigures.of(results);
        } else {
            warnings.add("This machine has no fonts that Java can draw with, so the report has no figures; install"
                    + " fontconfig and a font such as DejaVu and run it again.");
        }
        Map<String, String> texts = new LinkedHashMap<>();
        tables(results).forEach(table -> addTable(texts, table, style));
        figures.all().forEach(figure -> texts.put("figures/" + figure.name() + ".svg", figure.svg() + "\n"));
        texts.put("index.html", new Page(results, figures, String.join(" ", warnings)).html());
        String terminalTable = TextTable.of(new MainTable(results).table().view());
        return new Report(
                terminalTable, outputFolder.resolve("index.html"), files(outputFolder, texts, figures.all()), warnings);
    }

    private static List<ReportTable> tables(RunResults results) {
        List<ReportTable> tables = new ArrayList<>();
        tables.add(new MainTable(results).table());
        tables.add(OperatingPointTable.of(results));
        PerLayerTable.of(results).ifPresent(tables::add);
        BagOfWordsTable.of(results).ifPresent(tables::add);
        tables.add(TaskTable.of(results));
        return tables;
    }

    private static void addTable(Map<String, String> texts, ReportTable table, Style style) {
        String name = "tables/" + table.view().name();
        texts.put(name + ".txt", TextTable.of(table.view()));
        texts.put(name + ".md", MarkdownTable.of(table.view()));
        texts.put(name + ".tex", LatexTable.of(table.view(), style));
        texts.put(name + ".csv", CsvTable.raw(table));
        texts.put(name + "-spreadsheet.csv", CsvTable.spreadsheet(table));
    }

    private static List<Path> files(Path folder, Map<String, String> texts, List<Figure> figures) {
        List<Path> files = new ArrayList<>();
        try {
            Files.createDirectories(folder.resolve("tables"));
            Files.createDirectories(folder.resolve("figures"));
            for (Map.Entry<String, String> text : texts.entrySet()) {
                Path file = folder.resolve(text.getKey());
                Files.writeString(file, text.getValue(), StandardCharsets.UTF_8);
                files.add(file);
            }
            for (Figure figure : figures) {
                Path file = folder.resolve("figures").resolve(figure.name() + ".png");
                figure.writePng(file);
                files.add(file);
            }
        } catch (IOException e) {
            throw new ReportException(
                    "the report's folder %s must be writable, was not: %s; choose another with --out"
                            .formatted(folder, e),
                    e);
        }
        return files;
    }
}
