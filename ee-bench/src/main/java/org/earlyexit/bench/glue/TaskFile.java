package org.earlyexit.bench.glue;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The YAML file of a task, read strictly: an unknown name, a missing one, a null and a name given twice are errors.
 *
 * <p>Either {@code labels} or {@code score} says what the task asks for; {@code positive}, {@code trainedOn},
 * {@code second} and {@code label} may be left out where a task has none.
 */
record TaskFile(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) String name,
        @JsonProperty(required = true) int version,
        @Nullable Answers answers,
        @JsonProperty(required = true) List<String> metrics,
        @JsonProperty(required = true) Map<String, Columns> splits,
        @Nullable About about) {
    TaskFile {
        Objects.requireNonNull(id, "id must not be null");
        Objects.requireNonNull(name, "name must not be null");
        Objects.requireNonNull(metrics, "metrics must not be null");
        Objects.requireNonNull(splits, "splits must not be null");
    }

    record Answers(
            @Nullable List<String> labels,
            @Nullable String positive,
            @Nullable List<Double> score) {
        TaskShape shape() {
            if (labels != null && score == null) {
                return new TaskShape.Classes(labels, Optional.ofNullable(positive));
            }
            if (score != null && score.size() == 2 && labels == null && positive == null) {
                return new TaskShape.Score(score.get(0), score.get(1));
            }
            throw new IllegalArgumentException("answers must have either labels or score: [min, max]");
        }
    }

    record Columns(
            @JsonProperty(required = true) String file,
            @JsonProperty(required = true) boolean header,
            @JsonProperty(required = true) int columns,
            @JsonProperty(required = true) int first,
            @Nullable String second,
            @Nullable String label,
            @JsonProperty(required = true) int rows) {
        Columns {
            Objects.requireNonNull(file, "file must not be null");
        }

        SplitFile splitFile() {
            return new SplitFile(file, header, columns, first, column(second), column(label), rows);
        }

        private Optional<Integer> column(@Nullable String text) {
            if (text == null) {
                return Optional.empty();
            }
            return Optional.of("last".equals(text) ? columns - 1 : Integer.parseInt(text));
        }
    }

    record About(
            @JsonProperty(required = true) String source,
            @Nullable String trainedOn,
            @JsonProperty(required = true) boolean knownHardness) {
        About {
            Objects.requireNonNull(source, "source must not be null");
        }
    }

    /**
     * Reads a task from the text of its file.
     *
     * @param place what to call the text in an error
     * @throws DataException if the text is not a task
     */
    static Task parse(String place, String yaml) {
        try {
            TaskFile file = mapper().readValue(yaml, TaskFile.class);
            return file.task();
        } catch (JsonProcessingException e) {
            throw new DataException("%s: %s".formatted(place, e.getOriginalMessage()));
        } catch (IllegalArgumentException e) {
            throw new DataException("%s: %s".formatted(place, e.getMessage()));
        }
    }

    private Task task() {
        if (answers == null || about == null) {
            throw new IllegalArgumentException((answers == null ? "answers" : "about") + ": missing");
        }
        Map<String, SplitFile> files = new LinkedHashMap<>();
        splits.forEach((split, columns) -> files.put(split, columns.splitFile()));
        Task.Origin origin =
                new Task.Origin(about.source(), Optional.ofNullable(about.trainedOn()), about.knownHardness());
        return new Task(id, name, version, answers.shape(), metrics, files, origin);
    }

    private static YAMLMapper mapper() {
        YAMLFactory factory = YAMLFactory.builder()
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return YAMLMapper.builder(factory)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }
}
