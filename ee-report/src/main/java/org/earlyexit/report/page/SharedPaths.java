package org.earlyexit.report.page;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The outlines that occur more than once in the figures of a page, most of them words: the page defines each once and
 * its figures refer to it.
 */
final class SharedPaths {

    private static final Pattern PATH = Pattern.compile("<path d=\"([^\"]{60,})\"([^<>]*)/>", Pattern.DOTALL);

    private final Map<String, String> ids = new LinkedHashMap<>();

    SharedPaths(List<String> figures) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (String figure : figures) {
            PATH.matcher(figure).results().forEach(path -> counts.merge(path.group(1), 1, Integer::sum));
        }
        counts.forEach((path, count) -> {
            if (count > 1) {
                ids.put(path, "o" + ids.size());
            }
        });
    }

    /** The figure with references in place of what it shares. */
    String shared(String figure) {
        Matcher matcher = PATH.matcher(figure);
        return matcher.replaceAll(path -> {
            String id = ids.get(path.group(1));
            return Matcher.quoteReplacement(
                    id == null ? path.group() : "<use href=\"#" + id + "\"" + path.group(2) + "/>");
        });
    }

    /** The outlines, as one element that shows nothing by itself. */
    String definitions() {
        if (ids.isEmpty()) {
            return "";
        }
        StringBuilder text =
                new StringBuilder("<svg width=\"0\" height=\"0\" class=\"shared\" aria-hidden=\"true\"><defs>");
        ids.forEach((path, id) -> text.append("<path id=\"")
                .append(id)
                .append("\" d=\"")
                .append(path)
                .append("\"/>"));
        return text.append("</defs></svg>").toString();
    }
}
