"""Random sensor and file effects on normalised thermal images (B, 1, S, S) in [-1, 1]. Counterpart of ThermalVariety."""
import math
import random

import torch
import torch.nn.functional as F

CLEAN_SHARE = .4


def apply(x):
    """Every draw is an image's own but the resolution, which is one for the batch."""
    clean, count = x, len(x)

    def uniform(low, high):
        return torch.rand(count, 1, 1, 1, device=x.device) * (high - low) + low

    def chance(p):
        return torch.rand(count, 1, 1, 1, device=x.device) < p

    if random.random() < .5:
        x = _low_resolution(x, random.uniform(.3, .9))
    x = (x + 1) / 2
    floor = chance(.35) * uniform(.05, .5)  # background clipped to black
    x = ((x - floor) / (1 - floor)).clamp(0, 1)
    x = x.pow(uniform(-.4, .4).exp()) * 2 - 1
    x = x * torch.where(chance(.1), uniform(.35, .7), uniform(.85, 1.15)) + uniform(-.12, .12)
    x = x + torch.randn_like(x) * (chance(.6) * uniform(0, .07))
    x = x + torch.randn_like(x[:, :, :1]) * (chance(.3) * uniform(0, .05))  # stripes
    x = torch.where(chance(.1) & _rectangle(x), uniform(-1, .2), x).clamp(-1, 1)
    steps = uniform(math.log(8), math.log(64)).exp().round() - 1  # saved in the colours of a palette, or in few bits
    x = torch.where(chance(.15), ((x + 1) / 2 * steps).round() / steps * 2 - 1, x)
    return torch.where(chance(CLEAN_SHARE), clean, x)


def _low_resolution(x, factor):
    size = x.shape[2]
    small = F.interpolate(x, size=[math.floor(size * factor)] * 2, mode="area")
    return F.interpolate(small, size=[size, size], mode="bilinear", align_corners=False)


def _rectangle(x):
    """A mask (B, 1, S, S) of one rectangle an image, 0.1 to 0.35 of the side each way."""
    count, size = len(x), x.shape[2]
    place = torch.arange(size, device=x.device)

    def band():
        length = (torch.rand(count, 1, device=x.device) * .25 + .1) * size
        start = torch.rand(count, 1, device=x.device) * (size - length)
        return (place >= start.floor()) & (place < start.floor() + length.floor())  # (B, S)

    return (band().unsqueeze(2) & band().unsqueeze(1)).unsqueeze(1)
