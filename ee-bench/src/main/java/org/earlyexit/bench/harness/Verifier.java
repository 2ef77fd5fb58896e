package org.earlyexit.bench.harness;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.bench.record.FileSums;
import org.earlyexit.bench.record.RecordException;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.RunCell;
import org.earlyexit.bench.record.RunRecord;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.plugin.PluginRegistry;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.TraceException;

/**
 * Works out the figures of a run folder again, without training and without a model: scores from the answers to single
 * samples, those answers by replaying the layer traces, and every file's hash. Times are measured and
 * multiply-accumulates need the model, so neither can be worked out again from the folder alone; of the latter, the
 * speed-ups are worked out from the counts.
 */
final class Verifier {

    private final PluginRegistry registry;
    private final Path runFolder;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> notDone = new LinkedHashSet<>();
    private final Set<Path> hashed = new LinkedHashSet<>();
    private int figures;

    Verifier(PluginRegistry registry, Path runFolder) {
        this.registry = registry;
        this.runFolder = runFolder;
    }

    Verification verify() {
        Path file = runFolder.resolve("records.jsonl");
        List<RunRecord> records;
        try {
            records = RecordFile.read(file);
        } catch (RecordException e) {
            if (!Files.exists(file)) {
                throw e;
            }
            return new Verification(0, 0, List.of(String.valueOf(e.getMessage())), List.of());
        }
        for (RunRecord record : records) {
            try {
                verify(record);
            } catch (RecordException | TraceException e) {
                problems.add(name(record) + ": " + e.getMessage());
            }
        }
        CostCheck costs = new CostCheck(records);
        problems.addAll(costs.problems());
        figures += costs.figures();
        notDone.add("speed-ups by the clock are measured");
        notDone.add("multiply-accumulates need the model: speed-ups by them were worked out from them again, they"
                + " themselves and those of curves were not");
        return new Verification(records.size(), figures, problems, List.copyOf(notDone));
    }

    private void verify(RunRecord record) {
        RunCell cell = new RunCell(runFolder, record.cell());
        if (!Files.isDirectory(cell.folder())) {
            notDone.add(
                    "cells are not in this folder, so that its records could not be checked against samples and traces");
            return;
        }
        verifyFiles(cell.folder());
        verifyRecord(record, cell);
        Optional<SampleTable> samples = cell.samples();
        if (samples.isEmpty()) {
            notDone.add("some cells have no samples.csv, as they were made before there was one");
            return;
        }
        FigureCheck figureCheck = new FigureCheck(record, samples.get());
        add(record, figureCheck.points(), figureCheck.figures());
        if (record.method().id().equals("majority")) {
            notDone.add("which class is the most frequent one needs the training rows; that the majority row gives one"
                    + " answer to all samples was checked");
        }
        verifyTrace(record, cell, samples.get());
    }

    private void verifyFiles(Path folder) {
        if (hashed.add(folder)) {
            problems.addAll(FileSums.differences(folder));
        }
    }

    /** The record in the cell, but for what the suite adds to it. */
    private void verifyRecord(RunRecord record, RunCell cell) {
        RunRecord kept =
                RecordFile.read(cell.folder().resolve(MeasuredRow.RECORD)).get(0);
        String printed = RecordFile.line(RunResults.complete(record, "", List.of()));
        if (!printed.equals(RecordFile.line(RunResults.complete(kept, "", List.of())))) {
            problems.add(
                    "%s: the record in records.jsonl must be that of its cell, was edited".formatted(name(record)));
        }
    }

    private void verifyTrace(RunRecord record, RunCell cell, SampleTable samples) {
        Optional<RunCell> traceCell = cell.traceCell();
        if (traceCell.isEmpty()) {
            notDone.add(
                    "%s has no layer trace to replay".formatted(record.method().label()));
            return;
        }
        verifyFiles(traceCell.get().folder());
        try (LayerTrace trace = LayerTrace.open(traceCell.get().folder().resolve(RunCell.REPORT_TRACE))) {
            String part = trace.header().provenance().getOrDefault("part", "");
            if (!part.equals("dev") || !trace.header().rowIds().equals(samples.ids())) {
                problems.add("%s: the trace must be of the scored samples, was of %d others, part '%s'"
                        .formatted(name(record), trace.samples(), part));
                return;
            }
            verifyCheckpoint(record, cell, trace);
            ReplayCheck replay = new ReplayCheck(registry, record, samples, trace);
            add(record, replay.problems(cell.folder()), replay.figures());
        }
    }

    private void verifyCheckpoint(RunRecord record, RunCell cell, LayerTrace trace) {
        if (!Files.exists(cell.folder().resolve(RunCell.ADDRESS))) {
            return;
        }
        Path stage = new RunCell(runFolder, RowAddress.read(cell.folder()).trained()).folder();
        Path checkpoint = stage.resolve(TrainedModels.CHECKPOINT);
        String expected = trace.header().provenance().getOrDefault("checkpoint", "");
        if (expected.isEmpty()) {
            return;
        }
        if (!Files.exists(checkpoint)) {
            notDone.add("checkpoints are not in this folder, so that traces could not be tied to them");
        } else {
            verifyFiles(stage);
            if (!FileSums.sha256(checkpoint).equals(expected)) {
                problems.add("%s: the trace must come from %s, came from another checkpoint: %s"
                        .formatted(name(record), checkpoint, expected));
            }
        }
    }

    private void add(RunRecord record, List<String> found, int worked) {
        found.forEach(problem -> problems.add(name(record) + ": " + problem));
        figures += worked;
    }

    static String name(RunRecord record) {
        return "%s, %s, seed %d".formatted(record.task().id(), record.method().label(), record.seed());
    }
}
