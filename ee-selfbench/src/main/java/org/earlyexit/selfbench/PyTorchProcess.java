package org.earlyexit.selfbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.earlyexit.bench.harness.EnvironmentException;
import org.earlyexit.checkpoint.Checkpoints;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.model.TokenSequence;

/** A Python with PyTorch that does the same work in eager mode when it is told to, by {@code eager.py}. */
final class PyTorchProcess implements AutoCloseable {

    private static final String SCRIPT = "eager.py";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path script;
    private final Process process;
    private final Writer requests;
    private final BufferedReader answers;
    private final String version;

    /**
     * Starts it.
     *
     * @param python the interpreter's name or path
     * @param threads that PyTorch computes with
     * @throws EnvironmentException if it does not start, or has no PyTorch
     */
    PyTorchProcess(String python, int threads) {
        try {
            script = Files.createTempFile("eager", ".py");
            Files.writeString(script, Resources.text(SCRIPT));
            process = new ProcessBuilder(python, script.toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new EnvironmentException(
                    "--python must name a Python that starts, was '%s': %s".formatted(python, e.getMessage()), e);
        }
        requests = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
        version = answer("--python must name a Python with PyTorch, '%s' has none; try pip install torch"
                        .formatted(python))
                .path("torch")
                .asText();
        ask(Map.of("do", "threads", "threads", threads));
    }

    /** PyTorch's own. */
    String version() {
        return version;
    }

    /** Gives it the weights that a model has now. */
    void load(EarlyExitModel model) {
        try {
            Path file = Files.createTempFile("weights", ".safetensors");
            try {
                Checkpoints.save(file, model.parameters());
                int heads = model.backbone().spec().heads();
                ask(Map.of("do", "model", "file", file.toString(), "heads", heads));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new EnvironmentException("The folder for temporary files must be writable, was not: " + e, e);
        }
    }

    /** Gives it inputs, and classes to learn. */
    void take(List<TokenSequence> samples, int... labels) {
        List<int[]> tokens = samples.stream()
                .map(sample ->
                        IntStream.range(0, sample.length()).map(sample::id).toArray())
                .toList();
        ask(Map.of("do", "inputs", "samples", tokens, "labels", labels));
    }

    /** Has a request done, and waits for its answer. */
    JsonNode ask(Map<String, Object> request) {
        try {
            requests.write(JSON.writeValueAsString(request) + "\n");
            requests.flush();
        } catch (IOException e) {
            throw new EnvironmentException("PyTorch's process must take requests, did not: " + e.getMessage(), e);
        }
        return answer("PyTorch's process must answer, ended");
    }

    private JsonNode answer(String otherwise) {
        try {
            String line = answers.readLine();
            if (line == null) {
                throw new EnvironmentException(otherwise, new IOException("no line came"));
            }
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new EnvironmentException(otherwise, e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            Files.deleteIfExists(script);
        } catch (IOException e) {
            script.toFile().deleteOnExit();
        }
    }
}
