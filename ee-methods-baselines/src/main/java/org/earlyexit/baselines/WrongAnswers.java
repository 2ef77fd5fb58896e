package org.earlyexit.baselines;

import org.earlyexit.metric.Labels;
import org.earlyexit.trace.LayerAnswers;
import org.earlyexit.train.FactSource;

/**
 * Whether a layer answers a training sample wrong: 1 for a difficult one, 0 for an easy one.
 *
 * @param layer from 1
 */
record WrongAnswers(int layer) implements FactSource {

    /** What terms ask for. */
    static final String NAME = "wrong-answers";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public boolean refresh() {
        return true;
    }

    @Override
    public float[] of(LayerAnswers answers, Labels gold) {
        float[] wrong = new float[answers.samples()];
        for (int sample = 0; sample < wrong.length; sample++) {
            wrong[sample] = answers.right(sample, layer, gold) ? 0 : 1;
        }
        return wrong;
    }
}
