package org.earlyexit.baselines;

import java.util.Set;
import org.earlyexit.train.MethodCard;

/** The cards of reference rows, which no paper claims. */
final class ReferenceCards {

    private ReferenceCards() {}

    /** A card without a paper, for every task. */
    static MethodCard of(String displayName, String pieces) {
        return new MethodCard(
                displayName, "", "", pieces, Set.of(MethodCard.Ability.CLASSIFICATION, MethodCard.Ability.REGRESSION));
    }
}
