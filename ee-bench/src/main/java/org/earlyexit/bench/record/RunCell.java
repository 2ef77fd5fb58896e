package org.earlyexit.bench.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.earlyexit.trace.LayerTrace;

/**
 * The cell of a record in a run folder, as far as it is there: a folder of results that was published may hold the
 * records alone.
 *
 * @param runFolder the run folder
 * @param key the key of the cell
 */
public record RunCell(Path runFolder, String key) {

    /** The trace of the scored split, in the cell of a trace. */
    public static final String REPORT_TRACE = "dev.trace";

    /** The address of the trained model, in the cell of a row that was trained. */
    public static final String ADDRESS = "row.json";

    private static final String TRACE_LINK = "trace.txt";

    public RunCell {
        if (!key.matches("[0-9a-f]{8,64}")) {
            throw new IllegalArgumentException("a cell's key must be 8 to 64 hexadecimal digits, was " + key);
        }
    }

    /** Its folder, which need not be there. */
    public Path folder() {
        return runFolder.resolve("cells").resolve(key);
    }

    /** What came of each sample at the operating points. */
    public Optional<SampleTable> samples() {
        return table(SampleTable.POINTS);
    }

    /** What came of each sample along the curve. */
    public Optional<SampleTable> curve() {
        return table(SampleTable.CURVE);
    }

    /** The cell of the layer trace that the record was made from. */
    public Optional<RunCell> traceCell() {
        Path link = folder().resolve(TRACE_LINK);
        if (!Files.exists(link)) {
            return Optional.empty();
        }
        try {
            return Optional.of(new RunCell(runFolder, Files.readString(link).strip()));
        } catch (IOException | IllegalArgumentException e) {
            throw new RecordException("%s must hold the key of a cell, did not: %s".formatted(link, e.getMessage()), e);
        }
    }

    /**
     * What every layer said of the scored split; the caller closes it.
     *
     * @throws org.earlyexit.trace.TraceException if a byte of it is not as it was written
     */
    public Optional<LayerTrace> reportTrace() {
        return traceCell()
                .map(cell -> cell.folder().resolve(REPORT_TRACE))
                .filter(Files::exists)
                .map(LayerTrace::open);
    }

    /** The table of the training's epochs of the record's last stage, as its cell has it. */
    public Optional<Path> epochs() {
        Path address = folder().resolve(ADDRESS);
        if (!Files.exists(address)) {
            return Optional.empty();
        }
        try {
            String trained = new ObjectMapper()
                    .readTree(Files.readString(address))
                    .path("trained")
                    .asText();
            return Optional.of(new RunCell(runFolder, trained).folder().resolve("epochs.tsv"))
                    .filter(Files::exists);
        } catch (IOException | IllegalArgumentException e) {
            throw new RecordException("%s must name the cell of a stage, did not: %s".formatted(address, e), e);
        }
    }

    /** Notes in a cell which trace it was made from. */
    public static void linkTrace(Path cell, String traceKey) {
        try {
            Files.writeString(cell.resolve(TRACE_LINK), traceKey + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<SampleTable> table(String name) {
        return Optional.of(folder().resolve(name)).filter(Files::exists).map(SampleTable::read);
    }
}
