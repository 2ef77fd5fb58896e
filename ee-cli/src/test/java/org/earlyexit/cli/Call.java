package org.earlyexit.cli;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * One call of the program within this process.
 *
 * @param exitCode what the shell would see
 * @param out what stdout got
 * @param err what stderr got
 */
record Call(int exitCode, String out, String err) {

    private static final JsonMapper ONE_DOCUMENT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static Call ee(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = Ee.run(args, stream(out), stream(err));
        return new Call(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** A run of rows of the suite quick on Tiny-CoLA with the toy backbone, too small to learn anything. */
    static Call tinyBench(Path out, String rows, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of("bench", "quick", "--out", out.toString()));
        arguments.addAll(List.of("--tasks", "tiny-cola", "--methods", rows, "--backbone", "toy"));
        for (String setting : List.of(
                "samples.train=40",
                "samples.dev=20",
                "samples.maxLength=32",
                "training.epochs=1",
                "measure.gridSize=10",
                "measure.curvePoints=3",
                "measure.timingSamples=0")) {
            arguments.addAll(List.of("--set", setting));
        }
        arguments.addAll(more);
        return ee(arguments.toArray(String[]::new));
    }

    /** What stdout got, which must be exactly one JSON document. */
    JsonNode json() {
        try {
            return ONE_DOCUMENT.readTree(out);
        } catch (IOException e) {
            throw new UncheckedIOException(out, e);
        }
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
