/**
 * SmartBERT: gates that skip layers, and classifiers that let samples leave.
 *
 * <p>Hu et al., <a href="https://arxiv.org/abs/2303.09266">SmartBERT: A Promotion of Dynamic Early Exiting Mechanism for
 * Accelerating BERT Inference</a>, IJCAI 2023; published code at HuBoren99/SmartBert.
 *
 * <p>Letters: {@code L} layers, {@code l} one of them, {@code B} samples of a batch, {@code T} tokens, {@code D} hidden
 * size, {@code W} the width of gates and classifiers, {@code x_l} what comes into a layer, {@code f_l(x_l)} what it makes
 * of it, {@code g_l} its gate, where large means skip, {@code w_l} the weight that {@code x_l} gets, {@code h_l} what
 * flows on.
 */
@NullMarked
package org.earlyexit.smartbert;

import org.jspecify.annotations.NullMarked;
