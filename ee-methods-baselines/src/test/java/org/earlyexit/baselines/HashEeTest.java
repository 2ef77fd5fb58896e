package org.earlyexit.baselines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.earlyexit.cost.CostModel;
import org.earlyexit.execute.BatchHistory;
import org.earlyexit.execute.EarlyExitModel;
import org.earlyexit.execute.Executor;
import org.earlyexit.execute.Outcomes;
import org.earlyexit.metric.Labels;
import org.earlyexit.model.Controller;
import org.earlyexit.model.MacCount;
import org.earlyexit.model.ModelContext;
import org.earlyexit.model.Phase;
import org.earlyexit.model.TokenBatch;
import org.earlyexit.model.TokenSequence;
import org.earlyexit.spi.ExitStrategy;
import org.earlyexit.spi.TaskKind;
import org.earlyexit.testkit.MethodContract;
import org.earlyexit.testkit.ToyBackbone;
import org.earlyexit.testkit.ToyTask;
import org.earlyexit.testkit.ToyTraining;
import org.earlyexit.train.LabelledTokens;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HashEeTest extends MethodContract<HashEe.Settings> {

    private static final TaskKind CLASSES = new TaskKind.Classification(2);

    @Override
    protected MethodFactory<HashEe.Settings> factory() {
        return new HashEe();
    }

    @Override
    protected HashEe.Settings settings() {
        return new HashEe.Settings(TokenHash.FREQUENCY, 4, 2);
    }

    /**
     * Token 5 occurs three times, 6 and 7 once: with two buckets over four layers 5 stops after layer 1, and 6 and 7
     * after layer 1 + floor(4 / 2). Tokens 0 and 1 begin and end samples, 8 is unknown.
     */
    @Test
    void frequentTokensStopFirst() {
        List<TokenSequence> texts = List.of(text(0, 5, 5, 6, 1), text(0, 7, 5, 1));

        HashedTokens.Module hash = fitted(TokenHash.FREQUENCY, texts, 0, 0);

        assertThat(layers(hash, text(0, 5, 6, 7, 8, 1))).containsExactly(4, 1, 3, 3, 4, 4);
    }

    /** Token 7 is the most frequent but in both classes alike; 5 is in one class alone, and twice. */
    @Test
    void informativeTokensStopFirst() {
        List<TokenSequence> texts = List.of(text(0, 5, 5, 7, 7, 7, 1), text(0, 7, 7, 7, 1));

        HashedTokens.Module hash = fitted(TokenHash.MUTUAL_INFORMATION, texts, 0, 1);

        assertThat(layers(hash, text(0, 5, 7, 1))).containsExactly(4, 1, 3, 4);
    }

    @ParameterizedTest
    @EnumSource(
            value = TokenHash.class,
            names = {"CLUSTER", "RANDOM"})
    void otherHashesKnowEveryTokenAndLetTheSpecialOnesStay(TokenHash kind) {
        HashedTokens.Module hash = fitted(kind, List.of(text(0, 5, 1)), 0);
        int[] words = IntStream.range(2, ToyBackbone.VOCABULARY).toArray();

        assertThat(layers(hash, text(0, 1))).containsExactly(4, 4);
        assertThat(layers(hash, text(words))).containsOnly(1, 3).contains(1, 3);
        assertThat(layers(fitted(kind, List.of(text(0, 5, 1)), 0), text(words)))
                .containsExactly(layers(hash, text(words)));
    }

    @Test
    void byOccurrenceATokenStopsNowHereNowThere() {
        HashedTokens.Module hash = fitted(TokenHash.RANDOM_BY_OCCURRENCE, List.of(text(0, 5, 1)), 0);
        TokenSequence text = text(5, 5, 5, 5, 5, 5, 5, 5, 5, 5);

        assertThat(layers(hash, text)).contains(1, 3).containsExactly(layers(hash, text));
    }

    /** Before it is fitted every token is at the last layer. */
    @Test
    void withEveryTokenAtTheLastLayerItIsDense() {
        Recipe recipe = recipe(CLASSES);
        Recipe untrained = new Recipe(
                recipe.depth(),
                recipe.classifiers(),
                recipe.auxModules(),
                recipe.controller(),
                List.of(),
                recipe.strategy());
        ToyTask task = ToyTask.of(CLASSES, 5);
        try (NDManager manager = NDManager.newBaseManager();
                ToyTraining toy = ToyTraining.of(untrained, task, LAYERS, 5)) {
            EarlyExitModel dense = toy.model().with(Controller.RUN_EVERY_LAYER);

            Outcomes hashed = toy.executor().run(task.samples(), ExitStrategy.NEVER, 16);
            Outcomes whole = new Executor(dense, manager).run(task.samples(), ExitStrategy.NEVER, 16);

            for (int sample = 0; sample < ToyTask.SAMPLES; sample++) {
                assertThat(hashed.answer(sample)).isEqualTo(whole.answer(sample));
                assertThat(hashed.share(sample, LAYERS)).isEqualTo(1);
            }
        }
    }

    @Test
    void aTokenStaysAsItIsAfterItsLayer() {
        ToyTraining toy = trained(CLASSES);
        HashedTokens.Module hash =
                (HashedTokens.Module) toy.model().auxModules().get(0);
        TokenSequence text = ToyTask.of(CLASSES, 5).samples().get(0);
        try (NDManager scope = NDManager.newBaseManager()) {
            BatchHistory history =
                    toy.executor().fullPass(new TokenBatch(List.of(text)), scope, Phase.INFERENCE, Phase.INFERENCE);
            for (int layer = 1; layer <= LAYERS; layer++) {
                float[] before = history.state(layer - 1).hidden().toFloatArray();
                float[] after = history.state(layer).hidden().toFloatArray();
                for (int token = 0; token < text.length(); token++) {
                    int from = token * ToyBackbone.HIDDEN;
                    boolean same = Arrays.equals(
                            before, from, from + ToyBackbone.HIDDEN, after, from, from + ToyBackbone.HIDDEN);
                    assertThat(same).isEqualTo(layer > hash.lastLayer(text, token));
                }
            }
        }
    }

    /** What the layers compute is counted, token by token, and no more than once. */
    @Test
    void onlyTheTokensThatRemainCost() {
        ToyTraining toy = trained(CLASSES);
        HashedTokens.Module hash =
                (HashedTokens.Module) toy.model().auxModules().get(0);
        TokenSequence text = ToyTask.of(CLASSES, 5).samples().get(0);
        Outcomes outcomes = toy.executor().run(List.of(text), ExitStrategy.NEVER, 1);

        MacCount expected = toy.model().backbone().macs(0, text.length(), text.length());
        for (int layer = 1; layer <= LAYERS; layer++) {
            int now = layer;
            int queries = (int) IntStream.range(0, text.length())
                    .filter(token -> hash.lastLayer(text, token) >= now)
                    .count();
            expected = expected.plus(toy.model().backbone().macs(layer, queries, text.length()));
        }
        expected = expected.plus(toy.model().classifiers().macs(LAYERS, text.length()));

        CostModel costs = CostModel.of(toy.model()).with(ExitStrategy.NEVER);
        assertThat(costs.sample(text.length(), outcomes, 0)).isEqualTo(expected);
        assertThat(costs.summary(outcomes, new int[] {text.length()}).speedupByMacs())
                .isGreaterThan(1);
    }

    @Test
    void settingsThatCannotWorkAreRefused() {
        assertThatThrownBy(() -> new HashEe.Settings(TokenHash.RANDOM, 4, 5))
                .hasMessage("buckets must be in 1..4, the layers kept, was 5");
        assertThatThrownBy(() -> new HashEe().create(new HashEe.Settings(TokenHash.RANDOM, 5, 5), context(CLASSES)))
                .hasMessage("layers must be at most the 4 layers of the backbone, was 5");
        assertThatThrownBy(() -> new HashEe()
                        .create(
                                new HashEe.Settings(TokenHash.MUTUAL_INFORMATION, 4, 4),
                                context(new TaskKind.Regression())))
                .hasMessageStartingWith("hashee by mutual information needs class probabilities");
        assertThatThrownBy(() -> new RemainingTokens().build(List.of()))
                .hasMessage("a model of hashed tokens must have a hash, had []");
        MethodContext usual = context(CLASSES);
        MethodContext rigid = new MethodContext(
                usual.layers(), usual.kind(), usual.optimizer(), usual.steps(), usual.metric(), false);
        assertThatThrownBy(() -> new HashEe().create(settings(), rigid))
                .hasMessage("hashee must have a backbone whose layers can be skipped; choose another backbone");
    }

    private static HashedTokens.Module fitted(TokenHash kind, List<TokenSequence> texts, int... classes) {
        NDManager manager = NDManager.newBaseManager();
        try (ToyBackbone backbone = new ToyBackbone(LAYERS, manager, 1)) {
            ModelContext context = new ModelContext(backbone.spec(), CLASSES, Optional.empty(), manager, 3);
            HashedTokens.Module hash = new HashedTokens.Module(context, kind, 2);
            hash.fit(new LabelledTokens(texts, Labels.classes(classes)), backbone);
            hash.lastLayer(texts.get(0), 0); // reads the table, which outlives the manager
            return hash;
        } finally {
            manager.close();
        }
    }

    private static int[] layers(HashedTokens.Module hash, TokenSequence text) {
        return IntStream.range(0, text.length())
                .map(position -> hash.lastLayer(text, position))
                .toArray();
    }

    private static TokenSequence text(int... ids) {
        return new TokenSequence(ids, new int[ids.length]);
    }
}
