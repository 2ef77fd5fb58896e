package org.earlyexit.train;

import java.util.Set;
import org.earlyexit.spi.TaskKind;

/**
 * What readers are told of a method.
 *
 * @param displayName as tables print it: {@code DeeBERT}
 * @param paper authors, title, venue and year in one line; empty for reference rows
 * @param url where to read it; empty for reference rows
 * @param pieces classifiers, losses, signal and rule in one line
 * @param abilities what it can do
 */
public record MethodCard(String displayName, String paper, String url, String pieces, Set<Ability> abilities) {

    /** Something a method can do. */
    public enum Ability {
        CLASSIFICATION,
        REGRESSION
    }

    public MethodCard {
        abilities = Set.copyOf(abilities);
    }

    /** Whether it can be trained on such a task; if not, the bench lists the pair as left out. */
    public boolean supports(TaskKind kind) {
        return abilities.contains(kind instanceof TaskKind.Regression ? Ability.REGRESSION : Ability.CLASSIFICATION);
    }
}
