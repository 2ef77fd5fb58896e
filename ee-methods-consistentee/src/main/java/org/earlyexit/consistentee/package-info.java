/**
 * ConsistentEE: exit decisions learned by reinforcement, guided by how hard each sample is.
 *
 * <p>Zeng et al., <a href="https://arxiv.org/abs/2312.11882">ConsistentEE: A Consistent and Hardness-Guided Early
 * Exiting Method for Accelerating Language Models Inference</a>, AAAI 2024; published code at ZeroNLP/ConsistentEE.
 *
 * <p>Letters: {@code L} layers, {@code l} one of them, {@code B} samples of a batch, {@code K} rollouts of a sample,
 * {@code u_l} the logit of the policy network, {@code p_l = sigmoid(u_l)} its probability of leaving, {@code t} the
 * layer where a rollout leaves, {@code m} the memorized layer, {@code CE_l} the cross-entropy of a classifier.
 */
@NullMarked
package org.earlyexit.consistentee;

import org.jspecify.annotations.NullMarked;
