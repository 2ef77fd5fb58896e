package org.earlyexit.bench.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import org.earlyexit.bench.glue.DataException;
import org.earlyexit.bench.glue.GlueReader;
import org.earlyexit.bench.glue.Task;
import org.earlyexit.bench.glue.TaskCatalog;
import org.earlyexit.bench.record.RecordException;
import org.earlyexit.bench.record.RecordFile;
import org.earlyexit.bench.record.SampleTable;
import org.earlyexit.bench.suite.ConfigException;
import org.earlyexit.bench.suite.Overrides;
import org.earlyexit.bench.suite.Suites;
import org.earlyexit.checkpoint.SafetensorsFile;
import org.earlyexit.model.ModelException;
import org.earlyexit.trace.LayerTrace;
import org.earlyexit.trace.TraceException;

/** The files that come from elsewhere, each with the one exception that refuses it. */
enum FileFormat {
    SAFETENSORS(ModelException.class) {
        @Override
        void read(Path file) {
            try (SafetensorsFile opened = SafetensorsFile.open(file)) {
                opened.entries().keySet().forEach(opened::floats);
            }
        }
    },
    TRACE(TraceException.class) {
        @Override
        void read(Path file) {
            LayerTrace.open(file).close();
        }
    },
    RECORDS(RecordException.class) {
        @Override
        void read(Path file) {
            RecordFile.read(file);
        }
    },
    SAMPLES(RecordException.class) {
        @Override
        void read(Path file) {
            SampleTable.read(file);
        }
    },
    SUITE(ConfigException.class) {
        @Override
        void read(Path file) {
            Suites.read(file.toString(), Overrides.NONE);
        }
    },
    GLUE(DataException.class) {
        @Override
        void read(Path file) throws IOException {
            Path place = file.resolveSibling("RTE").resolve("train.tsv");
            Files.createDirectories(place.resolveSibling(""));
            Files.copy(file, place, StandardCopyOption.REPLACE_EXISTING);
            new GlueReader().read(RTE, file.resolveSibling(""), "train");
        }
    };

    private static final Task RTE = new TaskCatalog().task("rte");

    private final Class<? extends RuntimeException> refusal;

    FileFormat(Class<? extends RuntimeException> refusal) {
        this.refusal = refusal;
    }

    /** Reads a file as users do. */
    abstract void read(Path file) throws IOException;

    /**
     * Holds a format to its promise: bytes are read, or refused in one sentence of its own exception; nothing else is
     * thrown, and no more is allocated than a small multiple of what the file has.
     *
     * @throws AssertionError otherwise
     */
    void hold(Path file, byte... bytes) {
        try {
            Files.write(file, bytes);
            long allocated = allocated(file);
            if (Allocation.isLarge(allocated, bytes.length)) {
                allocated = allocated(file); // the first time loads classes, which is no allocation for its bytes
            }
            Allocation.requireSmall(allocated, bytes.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long allocated(Path file) throws IOException {
        long before = Allocation.ofThisThread();
        try {
            read(file);
        } catch (RuntimeException e) {
            if (!refusal.isInstance(e)) {
                throw new AssertionError("%s must be refused by a %s".formatted(this, refusal.getSimpleName()), e);
            }
            requireSentence(String.valueOf(e.getMessage()));
        }
        return Allocation.ofThisThread() - before;
    }

    private static void requireSentence(String message) {
        if (message.isBlank() || message.equals("null")) {
            throw new AssertionError("a refusal must say why, said nothing");
        }
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
