package org.earlyexit.report.page;

import org.earlyexit.report.result.PlainText;

/**
 * A name and what is said of it.
 *
 * @param name of what
 * @param text what is said
 */
public record Fact(String name, String text) {

    public Fact {
        name = PlainText.of(name);
        text = PlainText.of(text);
    }
}
