"""Makes the golden fixtures of ee-methods-consistentee with transformers (5.18) and torch (2.13).

    python make_fixtures.py      writes into ../resources/golden

A rendering in PyTorch of what the published code of ConsistentEE does, written from a description of it: two steps of
each of its three stages on a tiny random BERT without dropout, all samples in one batch. Rates are a hundred times the
published ones, so that two steps can be seen. Without dropout the K copies of a sample would all do the same and teach
nothing, so half of the decisions are left to a coin, as in the published code with epsilon = 0.5; the numbers for them
are those of Java's SplittableRandom, of which there is a rendering below.

golden/bert/        the encoder as a HuggingFace folder: config.json, model.safetensors, vocab.txt
golden/data.safetensors
    ids, segments (B, T), lengths (B), labels (B)    the samples, padded with 0
    memorized (B)                                    the memorized layers after stage 1
    losses.STAGE (2), rewards.STAGE (2), exits.STAGE (2), logs.STAGE (2)
                   of each step, before its update: the loss and, but for stage 1, the means over all rows of reward, exit
                   layer and trajectory log-probability
golden/STAGE.safetensors    every parameter after the stage, by the names that the toolkit gives it; STAGE is start,
                            joint, policy-1, both-1
"""
import pathlib
import shutil

import torch
from safetensors.torch import save_file
from torch.nn.functional import cross_entropy, gelu, logsigmoid
from transformers import BertConfig, BertModel

GOLDEN = pathlib.Path(__file__).resolve().parent.parent / "resources" / "golden"
SAMPLES, COPIES, LAYERS, HIDDEN, WIDTH, CLASSES = 16, 8, 3, 16, 32, 2
EPSILON, RUN_SEED, STEPS = 0.5, 1, 2
RATES = {"joint": 1e-3, "policy-1": 3e-2, "both-1": 3e-3}
MASK = (1 << 64) - 1


class SplittableRandom:
    def __init__(self, seed):
        self.seed = seed & MASK

    def next_long(self):
        self.seed = (self.seed + 0x9E3779B97F4A7C15) & MASK
        z = self.seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        return z ^ (z >> 31)

    def next_double(self):
        return (self.next_long() >> 11) * 2.0 ** -53


def named(seed, name):
    h = (seed ^ 0xCBF29CE484222325) & MASK
    for c in name:
        h = ((h ^ ord(c)) * 0x100000001B3) & MASK
    return SplittableRandom(h).next_long()


class Model(torch.nn.Module):
    def __init__(self, bert):
        super().__init__()
        self.bert = bert
        self.classifiers = torch.nn.ModuleList([torch.nn.Linear(HIDDEN, CLASSES) for _ in range(LAYERS)])
        self.inner = torch.nn.ModuleList([torch.nn.Linear(HIDDEN, WIDTH) for _ in range(LAYERS)])
        self.outer = torch.nn.ModuleList([torch.nn.Linear(WIDTH, 1) for _ in range(LAYERS)])
        with torch.no_grad():
            for module in (*self.classifiers, *self.inner, *self.outer):
                module.weight.normal_(0, 0.4)
                module.bias.normal_(0, 0.1)

    def toolkit_names(self):
        for name, p in self.bert.named_parameters():
            yield name.replace("pooler.dense.", "classifier.pooler."), p
        for l in range(LAYERS):
            for end in ("weight", "bias"):
                yield f"classifier[{l + 1}].{end}", getattr(self.classifiers[l], end)
                yield f"aux.policy[{l + 1}].inner.{end}", getattr(self.inner[l], end)
                yield f"aux.policy[{l + 1}].outer.{end}", getattr(self.outer[l], end)

    def forward(self, ids, segments, mask):
        states = self.bert(input_ids=ids, token_type_ids=segments, attention_mask=mask,
                           output_hidden_states=True).hidden_states[1:]
        pooled = [torch.tanh(self.bert.pooler.dense(h[:, 0])) for h in states]
        answers = [c(z) for c, z in zip(self.classifiers, pooled)]
        leave = [o(gelu(i(z))).squeeze(1) for i, o, z in zip(self.inner, self.outer, pooled)]
        return answers, leave


def rollout(answers, leave, labels, random):
    """One greedy row a copy, as the published loop has it, layers from 1."""
    rows, chosen, logs = labels.shape[0], [], []
    for row in range(rows):
        log, exit_layer = 0, None
        for l in range(1, LAYERS + 1):
            u = leave[l - 1][row]
            if random.next_double() <= EPSILON:
                leaves = random.next_double() < 0.5
            else:
                assert abs(u.item()) > 1e-3, "a decision on the edge; take another seed"
                leaves = torch.sigmoid(u).item() > 0.5
            log = log + (logsigmoid(u) if leaves else logsigmoid(-u))
            if leaves:
                exit_layer = l
                break
        chosen.append(exit_layer or LAYERS)
        logs.append(log)
    exits = torch.tensor(chosen)
    lost = torch.stack([cross_entropy(answers[t - 1][row:row + 1], labels[row:row + 1])
                        for row, t in enumerate(chosen)])
    return exits, torch.stack(logs), lost


def stage_loss(name, model, data, step, kept):
    ids, segments, mask, labels = data
    if name == "joint":
        answers, _ = model(ids, segments, mask)
        return sum((l + 1) * cross_entropy(o, labels) for l, o in enumerate(answers)) / sum(range(1, LAYERS + 1))
    tiled = [x.repeat(COPIES, *[1] * (x.dim() - 1)) for x in data]  # copy j of sample i at row j * B + i
    answers, leave = model(*tiled[:3])
    seed = RUN_SEED
    for part in (name, "draws", f"step {step}", "batch 0", "actions"):
        seed = named(seed, part)
    exits, logs, lost = rollout(answers, leave, tiled[3], SplittableRandom(seed))
    assert set(exits.tolist()) == set(range(1, LAYERS + 1)), "every classifier must be used"
    reward = -lost.detach()
    baseline = reward.reshape(COPIES, -1).mean(0).repeat(COPIES)
    policy = -((reward - baseline) * logs).mean()
    kept[f"rewards.{name}"].append(reward.mean())
    kept[f"exits.{name}"].append(exits.float().mean())
    kept[f"logs.{name}"].append(logs.detach().mean())
    return policy if name == "policy-1" else policy + lost.mean()


def train(name, model, data, kept):
    policies = [*model.inner.parameters(), *model.outer.parameters()]
    for p in model.parameters():
        p.requires_grad = name != "policy-1"
    for p in policies:
        p.requires_grad = True
    moving = [p for p in model.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(moving, lr=RATES[name], betas=(0.9, 0.999), eps=1e-8, weight_decay=0.0)
    for step in range(STEPS):
        for group in optimizer.param_groups:
            group["lr"] = RATES[name] * (STEPS - step) / STEPS
        loss = stage_loss(name, model, data, step, kept)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(moving, 1.0)
        optimizer.step()
        kept[f"losses.{name}"].append(loss.detach())


def memorized(model, data):
    with torch.no_grad():
        answers = torch.stack(model(*data[:3])[0])
    assert (answers[..., 0] - answers[..., 1]).abs().min() > 1e-3, "an answer on the edge; take another seed"
    right = answers.argmax(2) == data[3]
    layers = []
    for row in range(SAMPLES):
        m = LAYERS
        for l in range(LAYERS, 0, -1):
            if not right[l - 1, row]:
                break
            m = l
        layers.append(m)
    return torch.tensor(layers)


def save(name, model):
    save_file({n: p.detach().clone().contiguous() for n, p in model.toolkit_names()}, GOLDEN / f"{name}.safetensors")


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
    bert = BertModel(BertConfig(vocab_size=30, hidden_size=HIDDEN, num_hidden_layers=LAYERS, num_attention_heads=2,
                                intermediate_size=24, max_position_embeddings=16, hidden_dropout_prob=0.0,
                                attention_probs_dropout_prob=0.0, initializer_range=0.3))
    bert.save_pretrained(GOLDEN / "bert")
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = special + [f"word{i}" for i in range(25)]
    (GOLDEN / "bert" / "vocab.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    model = Model(bert)
    lengths, data = samples()
    kept = {f"{what}.{stage}": [] for what in ("losses", "rewards", "exits", "logs") for stage in RATES}
    save("start", model)
    for stage in RATES:
        train(stage, model, data, kept)
        save(stage, model)
        if stage == "joint":
            layers = memorized(model, data)
    numbers = {k: torch.stack(v) for k, v in kept.items() if v}
    numbers.update(ids=data[0].float(), segments=data[1].float(), lengths=lengths.float(), labels=data[3].float(),
                   memorized=layers.float())
    save_file({k: v.contiguous() for k, v in numbers.items()}, GOLDEN / "data.safetensors")
    print({k: v.tolist() for k, v in numbers.items() if "." in k}, layers.tolist())


if __name__ == "__main__":
    main()
