"""Makes the golden fixtures of ee-backbones with transformers (5.18) and torch (2.13).

    python make_fixtures.py      writes into ../resources/golden, beside which the encoder ee-mini is read from ../../main

golden/FAMILY/    a tiny random model as an ordinary HuggingFace folder: config.json, model.safetensors, vocab.txt
golden/FAMILY.safetensors, golden/ee-mini.safetensors
    ids       (B, T) as float32; padded with the family's padding id
    segments  (B, T) as float32
    lengths   (B)    tokens of each row; the rest is padding
    hidden.K  (B, T, D) states after layer K, 0 for the embeddings, run as one padded batch; for ee-mini (B, 2, D), the
              states at each row's first and last token
    alone.K   (T0, D) the same of row 0, run without the others, cut to its length; for ee-mini (2, D)

golden/training/  a tiny random BERT (3 layers, hidden 32, no dropout) as a HuggingFace folder
golden/training.safetensors: 20 steps of AdamW in PyTorch on one linear classifier over the first token's state after the
last layer; loss = mean cross-entropy over the batch
    classifier.weight (2, 32), classifier.bias (2)   where the classifier starts
    ids, segments, lengths, labels   as above with one more axis in front: (20, B, T), (20, B, T), (20, B), (20, B)
    losses    (20) the loss of each step, before its update
    rates     (20) the learning rate of each step: peak 1e-3, up linearly over the first 2 steps (10 %), then down linearly
              to 0: rate(s) = peak * s/2 for s < 2, else peak * (20 - s)/18, s from 0 (so the first step changes nothing)
    norms     (20) the global gradient norm before clipping to 1.0
    final.NAME       each parameter after the last step, the classifier's as final.classifier.weight and .bias
    Decoupled weight decay 0.01 on matrices (embeddings too), none on biases and LayerNorms; betas 0.9, 0.999; eps 1e-8.
"""
import pathlib
import shutil

import torch
from safetensors.torch import save_file
from transformers import (AlbertConfig, AlbertModel, AutoModel, BertConfig, BertForMaskedLM, BertModel,
                          DistilBertConfig, DistilBertModel, RobertaConfig, RobertaModel)

HERE = pathlib.Path(__file__).resolve().parent
GOLDEN = HERE.parent / "resources" / "golden"
EE_MINI = HERE.parents[1] / "main" / "resources" / "org" / "earlyexit" / "backbone" / "ee-mini"
LENGTHS = [9, 4, 12]


def shake(model):
    """Random values everywhere, so that no bias is 0 and no gain is 1."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            if "LayerNorm.weight" in name or "layer_norm.weight" in name:
                p.copy_(1 + 0.3 * torch.randn_like(p))
            else:
                p.copy_(0.3 * torch.randn_like(p))
    return model.eval()


def vocabulary_file(folder, size):
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = [f"word{i}" for i in range(size - len(special))]
    (GOLDEN / folder / "vocab.txt").write_text("\n".join(special + words) + "\n", encoding="utf-8")


def batch(vocabulary, pad, lengths, segments, start=5):
    width = max(lengths)
    ids = torch.full((len(lengths), width), pad, dtype=torch.long)
    types = torch.zeros((len(lengths), width), dtype=torch.long)
    mask = torch.zeros((len(lengths), width), dtype=torch.long)
    for row, length in enumerate(lengths):
        ids[row, :length] = torch.randint(start, vocabulary, (length,))
        if segments:
            types[row, length // 2:length] = 1
        mask[row, :length] = 1
    return ids, types, mask


def states(model, ids, types, mask, segments):
    extra = {"token_type_ids": types} if segments else {}
    with torch.no_grad():
        return model(input_ids=ids, attention_mask=mask, output_hidden_states=True, **extra).hidden_states


def golden(name, model, vocabulary, pad, segments, lengths, ends_only=False):
    ids, types, mask = batch(vocabulary, pad, lengths, segments)
    tensors = {"ids": ids.float(), "segments": types.float(), "lengths": torch.tensor(lengths).float()}
    rows = torch.arange(len(lengths))
    last = torch.tensor(lengths) - 1
    for k, h in enumerate(states(model, ids, types, mask, segments)):
        tensors[f"hidden.{k}"] = torch.stack([h[:, 0], h[rows, last]], 1) if ends_only else h
    n = lengths[0]
    for k, h in enumerate(states(model, ids[:1, :n], types[:1, :n], mask[:1, :n], segments)):
        tensors[f"alone.{k}"] = h[0, [0, n - 1]] if ends_only else h[0]
    save_file({k: v.contiguous() for k, v in tensors.items()}, GOLDEN / f"{name}.safetensors")


def family(name, model, pad, segments):
    torch.manual_seed(len(name))
    shake(model)
    model.save_pretrained(GOLDEN / name)
    vocabulary_file(name, model.config.vocab_size)
    golden(name, model, model.config.vocab_size, pad, segments, LENGTHS)


def training():
    torch.manual_seed(7)
    config = BertConfig(vocab_size=60, hidden_size=32, num_hidden_layers=3, num_attention_heads=4, intermediate_size=64,
                        max_position_embeddings=16, hidden_dropout_prob=0.0, attention_probs_dropout_prob=0.0,
                        initializer_range=0.2)
    model = BertModel(config, add_pooling_layer=False)
    model.save_pretrained(GOLDEN / "training")
    vocabulary_file("training", 60)
    head = torch.nn.Linear(32, 2)
    tensors = {"classifier.weight": head.weight.detach().clone(), "classifier.bias": head.bias.detach().clone()}
    named = list(model.named_parameters()) + [("classifier." + n, p) for n, p in head.named_parameters()]
    plain = [p for n, p in named if n.endswith("bias") or "LayerNorm" in n]
    decayed = [p for n, p in named if not (n.endswith("bias") or "LayerNorm" in n)]
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": 0.01}, {"params": plain, "weight_decay": 0.0}],
                                  lr=1e-3, betas=(0.9, 0.999), eps=1e-8)
    steps, kept = 20, {k: [] for k in ("ids", "segments", "lengths", "labels", "losses", "rates", "norms")}
    for step in range(steps):
        lengths = [int(x) for x in torch.randint(4, 9, (8,))]
        lengths[0] = 8
        ids, types, mask = batch(60, 0, lengths, True)
        labels = (ids[:, 1] % 2).long()
        rate = 1e-3 * (step / 2 if step < 2 else (steps - step) / 18)
        for group in optimizer.param_groups:
            group["lr"] = rate
        hidden = model(input_ids=ids, attention_mask=mask, token_type_ids=types).last_hidden_state
        loss = torch.nn.functional.cross_entropy(head(hidden[:, 0]), labels)
        optimizer.zero_grad()
        loss.backward()
        norm = torch.nn.utils.clip_grad_norm_([p for _, p in named], 1.0)
        optimizer.step()
        for key, value in (("ids", ids.float()), ("segments", types.float()), ("lengths", torch.tensor(lengths).float()),
                           ("labels", labels.float()), ("losses", loss.detach()), ("rates", torch.tensor(rate)),
                           ("norms", norm)):
            kept[key].append(value)
    tensors.update({k: torch.stack(v).contiguous() for k, v in kept.items()})
    tensors.update({f"final.{n}": p.detach().contiguous() for n, p in named})
    save_file(tensors, GOLDEN / "training.safetensors")


def main():
    torch.set_num_threads(1)
    shutil.rmtree(GOLDEN, ignore_errors=True)
    GOLDEN.mkdir(parents=True)
    shared = dict(vocab_size=50, hidden_size=16, num_attention_heads=2, intermediate_size=24, num_hidden_layers=3)
    family("bert", BertForMaskedLM(BertConfig(max_position_embeddings=20, **shared)).bert, 0, True)
    family("roberta", RobertaModel(RobertaConfig(max_position_embeddings=20, pad_token_id=1, type_vocab_size=1,
                                                 layer_norm_eps=1e-5, hidden_act="relu", **shared)), 1, False)
    family("albert", AlbertModel(AlbertConfig(embedding_size=8, max_position_embeddings=20, hidden_act="gelu_new",
                                              **shared)), 0, True)
    family("distilbert", DistilBertModel(DistilBertConfig(vocab_size=50, dim=16, n_heads=2, hidden_dim=24, n_layers=3,
                                                          max_position_embeddings=20)), 0, False)
    training()
    torch.manual_seed(3)
    golden("ee-mini", AutoModel.from_pretrained(EE_MINI, dtype=torch.float32).eval(), 8192, 0, True, [40, 7, 128],
           ends_only=True)


if __name__ == "__main__":
    main()
