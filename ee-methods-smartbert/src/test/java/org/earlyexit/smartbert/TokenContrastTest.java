package org.earlyexit.smartbert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.earlyexit.model.LayerState;
import org.earlyexit.model.Phase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The golden values were worked out from the definition apart from any program of ours. */
class TokenContrastTest {

    private static final double HALF = Math.sqrt(0.5);

    private final NDManager manager = NDManager.newBaseManager();
    private final NDArray first = tokens(1, 0, 0, 1, HALF, HALF);
    private final NDArray second = tokens(1, 0, HALF, HALF, 0, 1);

    @AfterEach
    void free() {
        manager.close();
    }

    @Test
    void theMeanOverTokensIsTheGoldenOne() {
        assertThat(loss(new TokenContrast(0.5, true, false), 3)).isCloseTo(0.9905556, within(1e-6));
        assertThat(loss(new TokenContrast(0.55, false, false), 3)).isCloseTo(0.4629898, within(1e-6));
    }

    /** By hand: of the first two tokens' similarities, {@code 1, sqrt(1/2)} and {@code 0, sqrt(1/2)}. */
    @Test
    void paddingNeitherLosesNorIsComparedWith() {
        double own1 = Math.exp(2);
        double other1 = Math.exp(2 * HALF);
        double expected = (-Math.log(own1 / (own1 + other1)) - Math.log(other1 / (other1 + 1))) / 2;

        assertThat(loss(new TokenContrast(0.5, true, true), 2)).isCloseTo(expected, within(1e-6));
        assertThat(loss(new TokenContrast(0.5, true, false), 2)).isCloseTo(0.9905556, within(1e-6));
    }

    @Test
    void lengthsDoNotMatter() {
        NDArray longer = first.mul(7);

        assertThat(new TokenContrast(0.5, true, false)
                        .losses(longer, second, state(3))
                        .getFloat())
                .isCloseTo(0.9905556f, within(1e-6f));
    }

    @Test
    void eachTokenHasItsGoldenLoss() {
        NDArray all = manager.ones(new Shape(1, 1, 3));

        assertThat(new TokenContrast(0.5, true, false)
                        .perToken(first, second, all)
                        .toFloatArray())
                .containsExactly(new float[] {0.5259131f, 1.1116996f, 1.3340541f}, within(1e-6f));
        assertThat(new TokenContrast(0.55, false, false)
                        .perToken(first, second, all)
                        .toFloatArray())
                .containsExactly(new float[] {-0.2884337f, 0.6829517f, 0.9944515f}, within(1e-6f));
    }

    private double loss(TokenContrast contrast, int real) {
        return contrast.losses(first, second, state(real)).getFloat();
    }

    private LayerState state(int real) {
        float[] mask = new float[3];
        for (int token = real; token < 3; token++) {
            mask[token] = -10_000;
        }
        NDArray hidden = manager.zeros(new Shape(1, 3, 2));
        return new LayerState(hidden, manager.create(mask, new Shape(1, 1, 1, 3)), Phase.TRAINING);
    }

    private NDArray tokens(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return manager.create(floats, new Shape(1, 3, 2));
    }
}
