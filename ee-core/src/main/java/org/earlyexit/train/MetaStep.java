package org.earlyexit.train;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learns how much losses should count, from what a step with them does to other samples. The batch is split in halves;
 * each in turn makes a trial step {@code t = p - rate g} with {@code g} the gradient of the stage's objective, and the
 * other judges it by {@code v = grad M(t)}. How the judgement changes with the weight {@code w_k} of one loss
 * {@code l_k} is
 *
 * <pre>{@code dM/dw_k = -rate <v, grad l_k(p)> = -rate (l_k(p + d v) - l_k(p - d v)) / (2 d) + O(d^2)}</pre>
 *
 * <p>so that no gradient of a gradient is needed. One backward pass of the weightings then moves what they learn by,
 * and nothing else. Last, the whole batch is gone through as usual, with the weights that were learned. The derivation
 * is the toolkit's own.
 *
 * @param learning what the weightings are made from, and how it moves
 * @param judged what the other half judges by, {@code M}
 * @param rate of the trial step, above 0
 * @param interval learns at every so many steps, at least 1
 */
public record MetaStep(Learned learning, Objective judged, double rate, int interval) implements GradientRule {

    private static final double REACH = 0.01; // how far the parameters are moved, d ||v||

    public MetaStep {
        if (!(rate > 0) || interval < 1) {
            throw new IllegalArgumentException(
                    "rate must be above 0 and interval at least 1, were %s and %d".formatted(rate, interval));
        }
    }

    @Override
    public Optional<Learned> learned() {
        return Optional.of(learning);
    }

    @Override
    public double gradients(GradientSession session) {
        int rows = session.rows().count();
        if (session.step().step() % interval == 0 && rows > 1) {
            GradientSession.Rows first = new GradientSession.Rows(0, rows / 2);
            GradientSession.Rows second = new GradientSession.Rows(rows / 2, rows);
            session.learn(slope(session, first, second));
            session.learn(slope(session, second, first));
        }
        GradientSession.Slope step = session.slope(session.objective(), session.rows(), others());
        session.add(step.direction());
        return step.value();
    }

    /** The gradient of what one half judges of the other's trial step, by what the weightings learn by. */
    Direction slope(GradientSession session, GradientSession.Rows tried, GradientSession.Rows judging) {
        Objective objective = session.objective();
        Direction trial = session.slope(objective, tried, others()).direction();
        Direction judgement = session.moved(
                trial, -rate, () -> session.slope(judged, judging, others()).direction());
        double norm = judgement.norm();
        double reach = norm > 0 ? REACH / norm : 1; // where nothing is to be learned the differences are 0
        List<List<float[]>> ahead = session.moved(judgement, reach, () -> session.terms(objective, tried));
        List<List<float[]>> behind = session.moved(judgement, -reach, () -> session.terms(objective, tried));
        List<Objective.Summand> weighed = new ArrayList<>();
        for (int i = 0; i < objective.terms().size(); i++) {
            Objective.Summand summand = objective.terms().get(i);
            weighed.add(new Objective.Summand(
                    -rate / (2 * reach) * summand.coefficient(),
                    new Difference(ahead.get(i), behind.get(i)),
                    summand.weighting()));
        }
        return session.slope(new Objective(weighed), tried, learning.parameters())
                .direction();
    }

    private Selector others() {
        return new Selector(List.of("*"), learning.parameters().include());
    }

    /** How a loss differs between two places, as a loss that does not move with the parameters. */
    private record Difference(List<float[]> ahead, List<float[]> behind) implements LossTerm {

        @Override
        public NDArray values(int layer, TrainingBatch batch) {
            float[] front = ahead.get(layer - 1);
            float[] back = behind.get(layer - 1);
            float[] difference = new float[front.length];
            for (int row = 0; row < difference.length; row++) {
                difference[row] = front[row] - back[row];
            }
            return batch.manager().create(difference); // (B)
        }
    }
}
