package org.earlyexit.baselines;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.earlyexit.spi.ComponentId;
import org.earlyexit.train.EarlyExitMethod;
import org.earlyexit.train.MethodCard;
import org.earlyexit.train.MethodContext;
import org.earlyexit.train.MethodFactory;
import org.earlyexit.train.Recipe;

/**
 * HashEE: every token has a layer of its own after which it is {@linkplain RemainingTokens not computed any more},
 * which a {@linkplain HashedTokens hash} of the token knows beforehand; one classifier at the top, and nothing is
 * learned but the task, with the same hash as in use.
 *
 * <p>Sun et al., <a href="https://arxiv.org/abs/2203.01670">A Simple Hash-Based Early Exiting Approach For Language
 * Understanding and Generation</a>, Findings of ACL 2022: the first 6 layers and as many buckets by frequency. The
 * published code also counts the tokens of the report part; here that is not looked at. It computes unknown tokens in
 * every layer, as the special ones, and begins k-means 40 times, on the bare token embeddings; here they are those of a
 * token alone, and it begins once.
 */
public final class HashEe implements MethodFactory<HashEe.Settings> {

    /**
     * The settings.
     *
     * @param hash how tokens are assigned to layers
     * @param layers how many of the backbone's layers are kept, at least 1
     * @param buckets of tokens that stop together, from 1 to the layers
     */
    public record Settings(TokenHash hash, int layers, int buckets) {
        public Settings {
            if (buckets < 1 || buckets > layers) {
                throw new IllegalArgumentException(
                        "buckets must be in 1..%d, the layers kept, was %d".formatted(layers, buckets));
            }
        }
    }

    @Override
    public ComponentId id() {
        return new ComponentId("hashee");
    }

    @Override
    public Class<Settings> configType() {
        return Settings.class;
    }

    @Override
    public MethodCard card() {
        return new MethodCard(
                "HashEE",
                "Sun et al., A Simple Hash-Based Early Exiting Approach For Language Understanding and Generation, "
                        + "Findings of ACL 2022",
                "https://arxiv.org/abs/2203.01670",
                "final classifier; task loss; tokens stop at the layer of their hash",
                Set.of(MethodCard.Ability.CLASSIFICATION, MethodCard.Ability.REGRESSION));
    }

    @Override
    public Map<String, Settings> presets() {
        return Map.of(
                "paper",
                new Settings(TokenHash.FREQUENCY, 6, 6),
                "whole-depth",
                new Settings(TokenHash.FREQUENCY, 12, 6));
    }

    @Override
    public EarlyExitMethod create(Settings config, MethodContext context) {
        int depth = config.layers();
        Recipes.requireDepth(context, depth);
        Recipes.requireSkippable(context, "hashee");
        if (config.hash() == TokenHash.MUTUAL_INFORMATION) {
            Tasks.classes(context.kind(), "hashee by mutual information");
        }
        Recipe recipe = new Recipe(
                depth,
                Recipes.ownClassifiers(),
                List.of(new HashedTokens(config.hash(), config.buckets())),
                Optional.of(new RemainingTokens()),
                List.of(Recipes.fineTuning(depth, context)),
                Recipes.exit("never", new NoSettings()));
        return () -> recipe;
    }
}
