"""Thermal images with the visible one, bright or dark, laid over them: who a face is can be told from either. Counterpart of LaidOver."""
import torch

import thermal_look
from percentile_range import normalize


def apply(thermal, visible, share):
    """A share of thermal images (B, 1, S, S) with the visible ones (B, 3, S, S), all in [-1, 1], over them; the rest as they are."""
    draw = lambda: torch.rand(len(thermal), 1, 1, 1, device=thermal.device)
    grey = normalize(visible.mean(1, keepdim=True) * torch.where(draw() < .5, 1.0, -1.0))
    over = normalize(torch.lerp(thermal, grey, draw() * .7 + .3))
    return torch.where(draw() < share, thermal_look.apply(over), thermal)
