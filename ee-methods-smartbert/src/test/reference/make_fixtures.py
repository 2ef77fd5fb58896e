"""Makes the golden fixtures of ee-methods-smartbert with transformers (5.18) and torch (2.13).

    python make_fixtures.py      writes into ../resources/golden

A rendering in PyTorch of SmartBERT's two stages, written from a description of its published code: a tiny random BERT
without dropout, all samples in one batch, so that an epoch is a step. The first stage makes two soft steps and two hard
ones, the second makes two. Rates are higher than the published ones, so that few steps can be seen. Everything is done
twice: as the published code does it, and with the contrasts as the toolkit recommends them, padding left out and the last
pair of the second stage compared too.

Where a layer is skipped by all, its gradient is zero, and the toolkit's AdamW leaves it as it is; so does this.

golden/bert/        the encoder as a HuggingFace folder: config.json, model.safetensors, vocab.txt
golden/data.safetensors
    ids, segments (B, T), lengths (B), labels (B)    the samples, padded with 0
golden/start.safetensors            every parameter before training, by the names that the toolkit gives it
golden/PRESET-STAGE.safetensors     every parameter after the stage; PRESET is official or paper, STAGE is gated or
                                    classifiers; and of each step, before its update, losses (S), contrasts (S) and, for
                                    the first stage, gates (S, L), the batch's mean
"""
import math
import pathlib
import shutil

import torch
from safetensors.torch import save_file
from torch.nn import LayerNorm, Linear, Module, ModuleList
from torch.nn.functional import cross_entropy, normalize
from transformers import BertConfig, BertModel

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden"
SAMPLES, LAYERS, HIDDEN, WIDTH, CLASSES = 12, 4, 16, 8, 2
LAMBDA, ETA1, ETA2, TAU1, TAU2, THRESHOLD = 0.04, 0.01, 0.05, 0.5, 0.55, 0.5
SOFT, STEPS, RATE, DECAY = 2, {"gated": 4, "classifiers": 2}, 2e-3, 0.01


class Reader(Module):
    """tanh(linear), then one attention without projection, residual or norm."""

    def __init__(self, heads):
        super().__init__()
        self.heads = heads
        self.inner, self.query = Linear(HIDDEN, WIDTH), Linear(WIDTH, WIDTH)
        self.key, self.value = Linear(WIDTH, WIDTH), Linear(WIDTH, WIDTH)

    def split(self, x):
        return x.view(*x.shape[:2], self.heads, -1).transpose(1, 2)

    def forward(self, h, mask):
        u = torch.tanh(self.inner(h))
        q, k, v = (self.split(m(u)) for m in (self.query, self.key, self.value))
        scores = q @ k.transpose(2, 3) / math.sqrt(WIDTH // self.heads) + mask
        seen = (scores.softmax(3) @ v).transpose(1, 2).reshape(u.shape)
        return u, seen[:, 0]


class Gate(Module):
    def __init__(self):
        super().__init__()
        self.reader, self.out = Reader(2), Linear(WIDTH, 1)

    def forward(self, x, mask):
        return torch.sigmoid(self.out(self.reader(x, mask)[1])).squeeze(1)


class Classifier(Module):
    def __init__(self):
        super().__init__()
        self.reader, self.middle, self.out = Reader(4), Linear(WIDTH, WIDTH), Linear(WIDTH, CLASSES)

    def forward(self, h, mask):
        u, seen = self.reader(h, mask)
        return u, self.out(torch.tanh(self.middle(seen)))


class Projection(Module):
    def __init__(self, inputs):
        super().__init__()
        self.inner, self.norm, self.out = Linear(inputs, WIDTH), LayerNorm(WIDTH), Linear(WIDTH, WIDTH)

    def forward(self, x):
        return self.out(torch.tanh(self.norm(self.inner(x))))


class Model(Module):
    def __init__(self, bert):
        super().__init__()
        self.bert = bert
        self.gates = ModuleList([Gate() for _ in range(LAYERS)])
        self.classifiers = ModuleList([Classifier() for _ in range(LAYERS)])
        self.contrasts = ModuleList([Projection(HIDDEN) for _ in range(LAYERS)])
        self.mains = ModuleList([Projection(WIDTH) for _ in range(LAYERS)])

    def toolkit_names(self):
        def inside(name):
            return name.replace("reader.", "").replace("inner.", "in.")
        for name, p in self.bert.named_parameters():
            if not name.startswith("pooler"):
                yield name, p
        for group, modules in (("aux.gate", self.gates), ("classifier", self.classifiers),
                               ("aux.contrast", self.contrasts), ("aux.projection", self.mains)):
            for l, module in enumerate(modules):
                for name, p in module.named_parameters():
                    yield f"{group}[{l + 1}].{inside(name)}", p

    def layer(self, l, h, mask):
        out = self.bert.encoder.layer[l](h, mask)
        return out[0] if isinstance(out, tuple) else out

    def forward(self, ids, segments, mask, soft, checked=True):
        additive = (1.0 - mask.float())[:, None, None, :] * -10000.0
        x = self.bert.embeddings(input_ids=ids, token_type_ids=segments)
        inputs, raw, gates = [], [], []
        for l in range(LAYERS):
            g = self.gates[l](x, additive)
            assert not checked or (g - THRESHOLD).abs().min() > 1e-3, "a gate on the edge; take another seed"
            w = g if soft else g + ((g >= THRESHOLD).float() - g).detach()
            made = self.layer(l, x, additive)
            inputs.append(x)
            raw.append(made)
            gates.append(g)
            w = w[:, None, None]
            x = (1 - w) * made + w * x
        return inputs, raw, gates, x, additive


def spread(model, data):
    """Gates apart from the threshold, so that no rounding decides, and on both sides of it."""
    with torch.no_grad():
        for l, gate in enumerate(model.gates):
            gate.out.weight.mul_(12)
            made = model(*data[:3], True, checked=False)[2][l]
            gate.out.bias.sub_(torch.logit(made).sort().values[SAMPLES * 2 // 3 - 1: SAMPLES * 2 // 3 + 1].mean())


def contrast(q, r, tau, mask, with_itself, masked):
    m = torch.exp(normalize(q, dim=-1) @ normalize(r, dim=-1).transpose(1, 2) / tau)
    own = torch.diagonal(m, dim1=1, dim2=2)
    real = mask.float() if masked else torch.ones_like(mask).float()
    total = (m * real[:, None, :]).sum(2)
    if not with_itself:
        total = total - own * real
    lost = torch.where(real > 0, -torch.log(own / total), torch.zeros_like(own))
    return (lost.sum(1) / real.sum(1)).mean()


def stage_loss(stage, preset, model, data, step):
    ids, segments, mask, labels = data
    masked = preset == "paper"
    if stage == "gated":
        inputs, _, gates, last, additive = model(ids, segments, mask, step < SOFT)
        q = [c(x) for c, x in zip(model.contrasts, inputs)]
        lost = sum(contrast(q[l], q[l + 1], TAU1, mask, True, masked) for l in range(LAYERS - 1))
        means = torch.stack([g.mean() for g in gates])
        task = cross_entropy(model.classifiers[-1](last, additive)[1], labels) + LAMBDA / means.sum()
        return (1 - ETA1) * task + ETA1 * lost, lost, means
    with torch.no_grad():
        _, raw, _, _, additive = model(ids, segments, mask, False)
    said = [model.classifiers[l](raw[l], additive) for l in range(LAYERS - 1)]
    v = [model.mains[l](u) for l, (u, _) in enumerate(said)]
    pairs = LAYERS - 2 if masked else LAYERS - 3
    lost = sum(contrast(v[l], v[l + 1], TAU2, mask, False, masked) for l in range(pairs))
    task = sum(cross_entropy(z, labels) for _, z in said)
    return (1 - ETA2) * task + ETA2 * lost / (LAYERS - 2), lost, None


def moving(stage, preset, model):
    if stage == "gated":
        parts = [model.bert.embeddings, model.bert.encoder, *model.gates, model.classifiers[-1], *model.contrasts]
    else:
        mains = LAYERS - 1 if preset == "paper" else LAYERS - 2
        parts = [*model.classifiers[:-1], *model.mains[:mains]]
    return {id(p) for part in parts for p in part.parameters()}


def train(stage, preset, model, data):
    chosen = moving(stage, preset, model)
    decayed, spared = [], []
    for name, p in model.named_parameters():
        p.requires_grad = id(p) in chosen
        if p.requires_grad:
            (spared if "bias" in name or "LayerNorm.weight" in name else decayed).append(p)
    optimizer = torch.optim.AdamW([{"params": decayed, "weight_decay": DECAY},
                                   {"params": spared, "weight_decay": 0.0}], lr=RATE, betas=(0.9, 0.999), eps=1e-8)
    kept = {"losses": [], "contrasts": [], "gates": []}
    for step in range(STEPS[stage]):
        for group in optimizer.param_groups:
            group["lr"] = RATE * (STEPS[stage] - step) / STEPS[stage]
        loss, lost, gates = stage_loss(stage, preset, model, data, step)
        optimizer.zero_grad()
        loss.backward()
        for p in decayed + spared:  # as the toolkit: what took no part is left as it is, moments and all
            if p.grad is not None and not p.grad.any():
                p.grad = None
        torch.nn.utils.clip_grad_norm_(decayed + spared, 1.0)
        optimizer.step()
        kept["losses"].append(loss.detach())
        kept["contrasts"].append(lost.detach())
        if gates is not None:
            kept["gates"].append(gates.detach())
    return {k: torch.stack(v) for k, v in kept.items() if v}


def save(name, model, numbers):
    tensors = {n: p.detach().clone().contiguous() for n, p in model.toolkit_names()}
    save_file({**tensors, **numbers}, GOLDEN / f"{name}.safetensors")


def samples():
    lengths = torch.randint(4, 9, (SAMPLES,))
    lengths[0] = 8
    mask = (torch.arange(8) < lengths[:, None]).long()
    ids = torch.randint(5, 30, (SAMPLES, 8)) * mask
    segments = (torch.arange(8) >= lengths[:, None] // 2).long() * mask
    return lengths, (ids, segments, mask, (ids[:, 1] % 2).long())


def main():
    torch.set_num_threads(1)
    torch.manual_seed(4)
    shutil.rmtree(GOLDEN, ignore_errors=True)
    GOLDEN.mkdir(parents=True)
    config = BertConfig(vocab_size=30, hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=2,
                        intermediate_size=24, max_position_embeddings=16, hidden_dropout_prob=0.0,
                        attention_probs_dropout_prob=0.0, initializer_range=0.3)
    config._attn_implementation = "eager"
    bert = BertModel(config)
    bert.save_pretrained(GOLDEN / "bert")
    bert.embeddings.word_embeddings.padding_idx = None  # else its row learns nothing where padding is compared
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + [f"word{i}" for i in range(25)]
    (GOLDEN / "bert" / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    model = Model(bert)
    lengths, data = samples()
    spread(model, data)
    save_file({"ids": data[0].float(), "segments": data[1].float(), "lengths": lengths.float(),
               "labels": data[3].float()}, GOLDEN / "data.safetensors")
    save("start", model, {})
    start = {k: v.clone() for k, v in model.state_dict().items()}
    for preset in ("official", "paper"):
        model.load_state_dict(start)
        for stage in STEPS:
            numbers = train(stage, preset, model, data)
            save(f"{preset}-{stage}", model, numbers)
            print(preset, stage, {k: v.tolist() for k, v in numbers.items()})


if __name__ == "__main__":
    main()
