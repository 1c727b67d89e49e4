"""Thermal frames that end within the head: beyond a random rectangle lies cold. Counterpart of TightFrame."""
import torch

SHARE, SIDE_SHARE = .4, .6
NEAREST = .3, .4, .3, .35  # left, top, right, bottom


def apply(thermal, grid):
    """Crops (B, 1, S, S) whose pixels lie at grid (B, S, S, 2) of pictures that are [-1, 1]."""
    count, device = len(grid), grid.device
    cut = (torch.rand(count, 1, device=device) < SHARE) & (torch.rand(count, 4, device=device) < SIDE_SHARE)
    nearest = torch.tensor(NEAREST, device=device)
    side = torch.where(cut, nearest + (1 - nearest) * torch.rand(count, 4, device=device), 1).reshape(count, 1, 1, 4)
    beyond = ((grid < -side[..., :2]) | (grid > side[..., 2:])).any(-1).unsqueeze(1)
    ordered = thermal.masked_fill(beyond, torch.inf).flatten(1).sort(1).values
    last = (~beyond).flatten(1).sum(1, keepdim=True) - 1
    return torch.where(beyond, ordered.gather(1, (last * .01).round().long().clamp_min(0)).reshape(-1, 1, 1, 1), thermal)
