"""Reference numbers of LpipsTests: LPIPS 0.1 in PyTorch (float64) on backbones of made-up weights, with the official linear heads.

Needs Debian's python3-torch. Run: /usr/bin/python3 lpips.py FOLDER_OF_THE_HEADS
"""
import math
import pathlib
import sys

import torch
import torch.nn.functional as F

folder = pathlib.Path(sys.argv[1])
BACKBONES = {  # convolutions (channels in, out, kernel, stride, padding), pools "M" with the side and tapped layers "T", as torchvision builds them
    "alex": [(3, 64, 11, 4, 2), "T", ("M", 3), (64, 192, 5, 1, 2), "T", ("M", 3), (192, 384, 3, 1, 1), "T", (384, 256, 3, 1, 1), "T", (256, 256, 3, 1, 1), "T"],
    "vgg": [(3, 64, 3, 1, 1), (64, 64, 3, 1, 1), "T", ("M", 2), (64, 128, 3, 1, 1), (128, 128, 3, 1, 1), "T",
            ("M", 2), (128, 256, 3, 1, 1), (256, 256, 3, 1, 1), (256, 256, 3, 1, 1), "T", ("M", 2), (256, 512, 3, 1, 1), (512, 512, 3, 1, 1), (512, 512, 3, 1, 1), "T",
            ("M", 2), (512, 512, 3, 1, 1), (512, 512, 3, 1, 1), (512, 512, 3, 1, 1), "T"],
}


def made_up(number, shape, scale):
    """Values as LpipsTests makes them, between -scale and scale, rounded to float32 as it stores them."""
    x = ((torch.arange(math.prod(shape), dtype=torch.float64) + number) * 12.9898).sin() * 43758.5453
    return ((2 * (x - x.floor()) - 1) * scale).float().double().view(shape)


def features(x, layers):
    x = (x - torch.tensor([-.030, -.088, -.188]).double().view(1, 3, 1, 1)) / torch.tensor([.458, .448, .450]).double().view(1, 3, 1, 1)
    out, number = [], 0
    for layer in layers:
        if layer == "T":
            out.append(x / (torch.sqrt((x ** 2).sum(1, keepdim=True)) + 1e-10))
        elif layer[0] == "M":
            x = F.max_pool2d(x, layer[1], 2)
        else:
            inputs, outputs, kernel, stride, padding = layer
            weight = made_up(number, (outputs, inputs, kernel, kernel), math.sqrt(6 / (inputs * kernel * kernel)))
            x = torch.relu(F.conv2d(x, weight, made_up(number, (outputs,), .1), stride, padding))
            number += 1
    return out


ramp = torch.arange(3 * 64 * 48, dtype=torch.float64).view(1, 3, 64, 48)
first, second = (ramp * .37).sin(), (ramp * .11).cos()
for name, layers in BACKBONES.items():
    heads = torch.load(folder / f"{name}.pth", map_location="cpu")
    parts = [F.conv2d((a - b) ** 2, heads[f"lin{i}.model.1.weight"].double()).mean().item() for i, (a, b) in enumerate(zip(features(first, layers), features(second, layers)))]
    print(name, sum(parts), parts)
