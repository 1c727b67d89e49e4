"""Other temperatures on the same shapes: what differs between simulated and real heat more than between any two faces of one kind. Counterpart of ThermalLook."""
import torch
import torch.nn.functional as F

from percentile_range import normalize

SHARE = .6  # of the images get another look
KNOTS, UNEVEN = 6, .7  # of the tone curve
SMOOTH = 4, 8, 16  # pixels
CELLS = 3, 7  # of the fields of warmth
TONED, SHARPENED, WARMED, FILTERED = .5, .4, .4, .2  # shares of the images that are changed


def apply(x):
    """Normalised thermal images (B, 1, S, S) -> same; some with other tones, local contrast, warmth from place to place and texture, in [-1, 1] again."""
    count = len(x)

    def uniform(low, high):
        return torch.rand(count, 1, 1, 1, device=x.device) * (high - low) + low

    def chance(p):
        return torch.rand(count, 1, 1, 1, device=x.device) < p

    y = (x + 1) / 2
    y = torch.where(chance(TONED), _toned(y), y)
    y = torch.where(chance(SHARPENED), y + uniform(-.6, 1.6) * (y - _blurred(y)), y)
    y = torch.where(chance(WARMED), y + uniform(0, .2) * _field(y), y)
    y = torch.where(chance(FILTERED), y + uniform(.2, .7) * (_filtered(y) - y), y)
    return torch.where(chance(SHARE), normalize(y), x)


def _toned(y):
    """A rising curve through random knots, [0, 1] -> [0, 1]."""
    steps = (UNEVEN * torch.randn(len(y), KNOTS, device=y.device)).exp()
    curve = F.pad(steps.cumsum(1), [1, 0]) / steps.sum(1, keepdim=True)  # (B, KNOTS + 1)
    place = y.flatten(1) * KNOTS
    below = place.floor().clamp(0, KNOTS - 1).long()
    return torch.lerp(curve.gather(1, below), curve.gather(1, below + 1), place - below).view_as(y)


def _blurred(y):
    """Each image at one of the widths."""
    blurs = torch.stack([F.interpolate(F.avg_pool2d(y, width), size=y.shape[2:], mode="bilinear", align_corners=False) for width in SMOOTH], 1)
    return blurs[torch.arange(len(y), device=y.device), torch.randint(0, len(SMOOTH), [len(y)], device=y.device)]


def _field(y):
    """Smooth random warmth, deviation about 1."""
    return sum(F.interpolate(torch.randn(len(y), 1, cells, cells, device=y.device), size=y.shape[2:], mode="bicubic", align_corners=False) for cells in CELLS) * .7071


def _filtered(y):
    """A random 3 x 3 filter an image, its mean brightness kept (RandConv)."""
    kernel = torch.randn(len(y), 1, 3, 3, device=y.device)
    kernel = 1.5 * kernel / kernel.abs().sum([2, 3], keepdim=True)
    made = F.conv2d(F.pad(y.transpose(0, 1), [1] * 4, mode="replicate"), kernel, groups=len(y)).transpose(0, 1)
    return made + (y - made).mean([1, 2, 3], keepdim=True)
