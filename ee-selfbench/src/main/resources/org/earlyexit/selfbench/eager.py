"""The same work in PyTorch, as a yardstick: a BERT with a classifier after each layer, PABEE's rule at batch 1, and its
joint training. Written as plain functions on tensors, which is the fastest that eager PyTorch gets.

Reads one JSON request a line from stdin, and answers each with one line on stdout.
"""
import json
import struct
import sys
import time

import torch
from torch.nn import functional as F


class Model:
    def __init__(self, file, heads):
        self.heads = heads
        self.tensors = read(file)
        self.depth = 1 + max(int(name.split(".")[2]) for name in self.tensors if name.startswith("encoder.layer."))

    def linear(self, x, name):
        return F.linear(x, self.tensors[name + ".weight"], self.tensors[name + ".bias"])

    def norm(self, x, name):
        weight = self.tensors[name + ".weight"]
        return F.layer_norm(x, weight.shape, weight, self.tensors[name + ".bias"], 1e-12)

    def embed(self, ids, p):
        positions = torch.arange(ids.shape[1])
        x = F.embedding(ids, self.tensors["embeddings.word_embeddings.weight"])
        x = x + F.embedding(torch.zeros_like(ids), self.tensors["embeddings.token_type_embeddings.weight"])
        x = x + F.embedding(positions, self.tensors["embeddings.position_embeddings.weight"])
        return F.dropout(self.norm(x, "embeddings.LayerNorm"), p, p > 0)

    def split(self, x):
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)

    def layer(self, number, x, mask, p):
        name = "encoder.layer.%d." % number
        q, k, v = (self.split(self.linear(x, name + "attention.self." + part)) for part in ("query", "key", "value"))
        context = F.scaled_dot_product_attention(q, k, v, attn_mask=mask, dropout_p=p)
        context = context.transpose(1, 2).reshape(x.shape)
        projected = F.dropout(self.linear(context, name + "attention.output.dense"), p, p > 0)
        x = self.norm(projected + x, name + "attention.output.LayerNorm")
        inner = F.gelu(self.linear(x, name + "intermediate.dense"))
        output = F.dropout(self.linear(inner, name + "output.dense"), p, p > 0)
        return self.norm(output + x, name + "output.LayerNorm")

    def classify(self, number, x, p):
        pooled = torch.tanh(self.linear(x[:, 0], "classifier.pooler"))
        return self.linear(F.dropout(pooled, p, p > 0), "classifier[%d]" % (number + 1))


def read(file):
    """The tensors of a safetensors file of float32."""
    with open(file, "rb") as stream:
        data = bytearray(stream.read())
    (length,) = struct.unpack("<Q", data[:8])
    entries = json.loads(data[8 : 8 + length])
    tensors = {}
    for name, entry in entries.items():
        if name != "__metadata__":
            first, last = entry["data_offsets"]
            values = torch.frombuffer(data[8 + length + first : 8 + length + last], dtype=torch.float32)
            tensors[name] = values.clone().view(entry["shape"])
    return tensors


def infer(model, samples, pad, patience):
    """One sample after the other; the exit layer and the answer of each."""
    exits, answers = [], []
    with torch.inference_mode():
        for sample in samples:
            width = max(pad, len(sample))
            ids = torch.tensor([sample + [0] * (width - len(sample))])
            mask = None
            if pad > 0:
                mask = torch.zeros(1, 1, 1, width)
                mask[..., len(sample) :] = -1e9
            x = model.embed(ids, 0)
            before, streak = None, 0
            for number in range(model.depth):
                x = model.layer(number, x, mask, 0)
                answer = model.classify(number, x, 0).argmax().item()
                streak = streak + 1 if answer == before else 0
                before = answer
                if streak == patience:
                    break
            exits.append(number + 1)
            answers.append(answer)
    return {"exits": exits, "answers": answers}


def train(model, samples, labels, size, p, rate):
    """One epoch; the mean loss."""
    decays = [tensor for tensor in model.tensors.values() if tensor.dim() > 1]
    others = [tensor for tensor in model.tensors.values() if tensor.dim() == 1]
    for tensor in decays + others:
        tensor.requires_grad_(True)
    groups = [{"params": decays, "weight_decay": 0.01}, {"params": others, "weight_decay": 0.0}]
    optimizer = torch.optim.AdamW(groups, lr=rate, eps=1e-8)
    losses = []
    for start in range(0, len(samples), size):
        ids = torch.tensor(samples[start : start + size])
        gold = torch.tensor(labels[start : start + size])
        x = model.embed(ids, p)
        loss = 0
        for number in range(model.depth):
            x = model.layer(number, x, None, p)
            loss = loss + (number + 1) * F.cross_entropy(model.classify(number, x, p), gold)
        loss = loss / (model.depth * (model.depth + 1) / 2)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(decays + others, 1.0)
        optimizer.step()
        losses.append(loss.item())
    return {"loss": sum(losses) / len(losses)}


def main():
    torch.manual_seed(1)
    models, inputs = {}, {}
    print(json.dumps({"torch": torch.__version__}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        do = request["do"]
        if do == "threads":
            torch.set_num_threads(request["threads"])
            answer = {}
        elif do == "model":
            models = {"model": Model(request["file"], request["heads"])}
            answer = {}
        elif do == "inputs":
            inputs = request
            answer = {}
        elif do == "infer":
            answer = infer(models["model"], inputs["samples"], request["pad"], request["patience"])
        else:
            arguments = (inputs["samples"], inputs["labels"], request["size"], request["dropout"], request["rate"])
            answer = train(models["model"], *arguments)
        print(json.dumps(answer), flush=True)


main()
