"""Prints the numbers that AdamWTest expects: torch.optim.AdamW on gradients written out by hand.

    python adamw.py
"""

import torch

GRADIENTS = [
    ([0.5, -1.0, 2.0], [0.25]),
    ([1.5, 0.0, -0.5], [-0.75]),
    ([-0.25, 0.125, 1.0], [0.5]),
]


def main(clip):
    weight = torch.nn.Parameter(torch.tensor([1.0, -2.0, 0.5]))
    bias = torch.nn.Parameter(torch.tensor([0.25]))
    optimizer = torch.optim.AdamW(
        [
            {"params": [weight], "weight_decay": 0.1},
            {"params": [bias], "weight_decay": 0.0},
        ],
        lr=0.01,
        betas=(0.9, 0.999),
        eps=1e-8,
    )
    for step, (dw, db) in enumerate(GRADIENTS):
        weight.grad = torch.tensor(dw)
        bias.grad = torch.tensor(db)
        if clip:
            norm = torch.nn.utils.clip_grad_norm_([weight, bias], clip)
            print("norm", float(norm))
        for group in optimizer.param_groups:
            group["lr"] = 0.01 * (3 - step) / 3
        optimizer.step()
        print(step, [f"{v:.8f}" for v in weight.tolist() + bias.tolist()])


if __name__ == "__main__":
    torch.set_printoptions(precision=8)
    print("without clipping")
    main(0)
    print("clipped to a norm of 1")
    main(1.0)
