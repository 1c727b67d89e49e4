"""People who do not exist: two faces of a batch laid over each other, point on point, in both pictures alike. There are never enough people. Counterpart of MixedPeople."""
import torch
import torch.nn.functional as F

ASTRAY, SMALLEST, LARGEST = .05, .5, 2  # of points after alignment, root mean square in [-1, 1]; of areas
SOFTNESS = 15  # of the seam between two halves


def apply(thermal, visible, points, share):
    """Thermal (B, 1, S, S), visible (B, 3, S, S) and points (B, 5, 2) in [-1, 1]: a share of the faces is mixed with the next one of the batch, evenly or half by half, where the two
    can be laid on each other. Returns both pictures and which were mixed (B)."""
    with torch.autocast(thermal.device.type, enabled=False):
        return _mixed(thermal, visible, points.float(), share)


def _mixed(thermal, visible, points, share):
    count, size, device = len(thermal), thermal.shape[2], thermal.device
    other = torch.arange(count, device=device).roll(1)
    here, there = points.nan_to_num(0), points.nan_to_num(0)[other]
    places = F.pad(here, [0, 1], value=1.0)  # (B, 5, 3)
    theta = (torch.linalg.pinv(places) @ there).transpose(1, 2)  # (B, 2, 3), least squares: place here -> place in the other
    astray = (places @ theta.transpose(1, 2) - there).square().sum(2).mean(1).sqrt()
    area = torch.linalg.det(theta[:, :, :2])
    mixed = (points.isfinite().flatten(1).all(1) & points[other].isfinite().flatten(1).all(1) & (astray < ASTRAY) & (area > SMALLEST) & (area < LARGEST)
             & (torch.rand(count, device=device) < share))
    rows = torch.linspace(-1, 1, size, device=device).reshape(1, 1, -1, 1)
    lower = torch.sigmoid((rows - here[:, 2, 1].reshape(-1, 1, 1, 1)) * SOFTNESS)  # below the nose
    half = torch.where(_coin(count, device), lower, 1 - lower)
    even = (torch.rand(count, 1, 1, 1, device=device) * .4 + .3).expand_as(half)
    part = torch.where(_coin(count, device), even, half) * mixed.reshape(-1, 1, 1, 1)
    grid = F.affine_grid(theta, [count, 1, size, size], align_corners=False)
    return *(torch.lerp(image, F.grid_sample(image[other], grid, padding_mode="border", align_corners=False), part.expand_as(image)) for image in (thermal, visible)), mixed


def _coin(count, device):
    return torch.rand(count, 1, 1, 1, device=device) < .5
