"""Thermal frames that end within the head: beyond a random rectangle the frame's edge repeats. Counterpart of TightFrame."""
import torch

SHARE, SIDE_SHARE = .4, .6
NEAREST = .3, .4, .3, .35  # left, top, right, bottom


def hold(grid):
    """Where the pixels of crops lie in their pictures, (B, S, S, 2) in [-1, 1], held within a rectangle for each."""
    count, nearest = len(grid), torch.tensor(NEAREST, device=grid.device)
    cut = (torch.rand(count, 1, device=grid.device) < SHARE) & (torch.rand(count, 4, device=grid.device) < SIDE_SHARE)
    side = torch.where(cut, nearest + (1 - nearest) * torch.rand(count, 4, device=grid.device), torch.inf).reshape(count, 1, 1, 4)
    return grid.minimum(side[..., 2:]).maximum(-side[..., :2])
