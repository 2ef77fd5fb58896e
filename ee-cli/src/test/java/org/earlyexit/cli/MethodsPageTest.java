package org.earlyexit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** docs/methods.md says what {@code ee list methods} says. */
class MethodsPageTest {

    private static final Path PAGE = Path.of("..", "docs", "methods.md");
    private static final String REMAKE =
            "mvn -pl ee-cli -am -Dtest=MethodsPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dee.remake=true test";

    @Test
    void thePageIsUpToDate() throws IOException {
        List<JsonNode> methods = new ArrayList<>();
        for (JsonNode method : Call.ee("list", "methods", "--json").json().get("methods")) {
            if (!method.get("plugin").asText().equals(ToyPlugin.class.getName())) {
                methods.add(method);
            }
        }
        String made = page(methods);
        if (Boolean.getBoolean("ee.remake")) {
            Files.writeString(PAGE, made);
        }

        assertThat(Files.readString(PAGE))
                .as("docs/methods.md is made from the code and is stale; remake it by: %s", REMAKE)
                .isEqualTo(made);
    }

    private static String page(List<JsonNode> methods) {
        StringBuilder page = new StringBuilder();
        page.append("<!-- Made by MethodsPageTest from what `ee list methods` says; remake it by:\n     ")
                .append(REMAKE)
                .append(" -->\n\n# Methods and what they are made of\n\n");
        page.append("%d methods, as each is at its paper's settings, for twelve layers and two classes.%n%n"
                .formatted(methods.size()));
        page.append("| method | classifiers, modules | losses, weightings | gradients, controllers | stages | exit"
                        + " rule, ")
                .append("knobs | can | cannot |\n|---|---|---|---|---|---|---|---|\n");
        methods.forEach(method -> page.append(row(method)));
        appendPieces(page, methods);
        page.append("\n## Papers\n\n");
        methods.forEach(method -> appendPaper(page, method));
        return page.toString();
    }

    private static String row(JsonNode method) {
        JsonNode pieces = method.get("pieces");
        return "| `%s` | %s | %s | %s | %s | %s | %s | %s |%n"
                .formatted(
                        method.get("id").asText(),
                        words(pieces, "classifiers", "modules"),
                        words(pieces, "losses", "weightings"),
                        words(pieces, "gradient rules", "controllers", "facts"),
                        words(method, "stages"),
                        words(pieces, "exit rule") + knobs(method),
                        words(method, "can"),
                        words(method, "cannot"));
    }

    private static String knobs(JsonNode method) {
        String knobs = words(method, "knobs");
        return knobs.isEmpty() ? "" : ": " + knobs;
    }

    private static String words(JsonNode of, String... names) {
        List<String> words = new ArrayList<>();
        for (String name : names) {
            if (of.has(name)) {
                of.get(name).forEach(word -> words.add(word.asText()));
            }
        }
        return String.join("; ", words);
    }

    private static void appendPieces(StringBuilder page, List<JsonNode> methods) {
        Map<String, Map<String, List<String>>> users = new TreeMap<>();
        for (JsonNode method : methods) {
            method.get("pieces")
                    .properties()
                    .forEach(kind -> kind.getValue()
                            .forEach(piece -> users.computeIfAbsent(kind.getKey(), unused -> new TreeMap<>())
                                    .computeIfAbsent(piece.asText(), unused -> new ArrayList<>())
                                    .add(method.get("id").asText())));
        }
        int count = users.values().stream().mapToInt(Map::size).sum();
        page.append("%n## Pieces%n%n%d pieces, and who uses them.%n%n| kind | piece | methods |%n|---|---|---|%n"
                .formatted(count));
        users.forEach((kind, pieces) -> pieces.forEach(
                (piece, ids) -> page.append("| %s | `%s` | %s |%n".formatted(kind, piece, String.join(", ", ids)))));
    }

    private static void appendPaper(StringBuilder page, JsonNode method) {
        String paper = method.get("paper").asText();
        if (!paper.isEmpty()) {
            page.append("- `%s`: %s. <%s>%n"
                    .formatted(
                            method.get("id").asText(), paper, method.get("url").asText()));
        }
    }
}
