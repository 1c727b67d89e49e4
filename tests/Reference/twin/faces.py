"""Face descriptor, face points of thermal pictures, and the thermal student of the descriptor. Counterpart of Inference/Faces and ThermalDescriptor."""
from types import SimpleNamespace

import torch
from torch import nn
import torch.nn.functional as F

from autoencoding import Encoder

DESCRIPTOR_WIDTH = 128
CHIP_SIZE = 150
MEAN_RGB = [122.782, 117.001, 104.298]
BLOCKS = [(32, False)] * 3 + [(64, True)] + [(64, False)] * 3 + [(128, True)] + [(128, False)] * 2 + [(256, True)] + [(256, False)] * 2 + [(256, True)]


def chips(images, points):
    """Pictures (B, C, S, S) and five points (B, 5, 2) in [-1, 1] -> upright squares around eyes and mouth (B, C, 150, 150)."""
    mouth = points[:, 3:].mean(1, keepdim=True)  # (B, 1, 2)
    eyes = points[:, :2]
    half = (eyes - mouth).square().sum(-1).sqrt().mean(1).reshape(-1, 1, 1) / (2 * 0.45)
    centre = torch.cat([eyes, mouth], 1).mean(1).unsqueeze(-1) + torch.cat([torch.zeros_like(half), 0.14 * half], 1)  # (B, 2, 1)
    across = (torch.arange(CHIP_SIZE, dtype=torch.float32, device=images.device) + 0.5) * 2 / CHIP_SIZE - 1  # by hand: affine_grid is a matrix product, which autocast would round to bfloat16
    x, y = across.view(1, 1, -1) * half + centre[:, :1], across.view(1, -1, 1) * half + centre[:, 1:]  # (B, 1, size), (B, size, 1)
    grid = torch.stack([x.expand(-1, CHIP_SIZE, -1), y.expand(-1, -1, CHIP_SIZE)], -1)
    return F.grid_sample(images, grid, padding_mode="border", align_corners=False)


class FaceDescriptorNet(nn.Module):
    """Face chips (B, 3, 150, 150) in [-1, 1] -> descriptors (B, 128) compared by Euclidean distance (dlib's ResNet as face-api carries it)."""

    def __init__(self):
        super().__init__()
        self._stem = nn.Conv2d(3, 32, 7, stride=2)
        self._first, self._second = nn.ModuleList(), nn.ModuleList()
        inputs = 32
        for width, halves in BLOCKS:
            self._first.append(nn.Conv2d(inputs, width, 3, stride=2 if halves else 1, padding=0 if halves else 1))
            self._second.append(nn.Conv2d(width, width, 3, padding=1))
            inputs = width
        self._out = nn.Linear(inputs, DESCRIPTOR_WIDTH, bias=False)
        self.register_buffer("mean", torch.tensor(MEAN_RGB).reshape(1, 3, 1, 1), persistent=False)

    def forward(self, chips):
        h = ((chips + 1) * 127.5 - self.mean) / 255
        h = F.max_pool2d(F.relu(self._stem(h)), 3, 2)
        for (_, halves), first, second in zip(BLOCKS, self._first, self._second):
            branch = second(F.relu(first(h)))
            h = F.relu(_add(F.avg_pool2d(h, 2), branch) if halves else h + branch)
        return self._out(h.mean([2, 3])).float()


def _add(pooled, branch):
    """Sum of two maps of which either may be smaller: zeros fill missing channels, rows below and columns at the right."""
    channels, side = max(pooled.shape[1], branch.shape[1]), max(pooled.shape[2], branch.shape[2])
    pad = lambda x: F.pad(x, [0, side - x.shape[3], 0, side - x.shape[2], 0, channels - x.shape[1]])
    return pad(pooled) + pad(branch)


class ThermalFacePoints(nn.Module):
    """Normalised thermal crop (B, 1, S, S) -> five face points (B, 5, 2) in [-1, 1], each the mean place of a heat map."""

    def __init__(self):
        super().__init__()
        self._encoder = Encoder(SimpleNamespace(image_channels=1, patch=4, widths=[32, 64], res_blocks=1), 5)

    def log_heat(self, thermal):
        maps = self._encoder(thermal)[0].float()
        return maps.flatten(2).log_softmax(2).view_as(maps)

    def forward(self, thermal):
        heat = self.log_heat(thermal).exp()
        x, y = (heat.sum(2) * _centres(heat, 3)).sum(2), (heat.sum(3) * _centres(heat, 2)).sum(2)
        return torch.stack([x, y], 2)

    def astray(self, thermal, points):
        """Cross-entropy (B, 5), nats, to heat maps whose mean place is exactly at the points; points outside or unknown count 0."""
        heat = self.log_heat(thermal)
        across, down = ((1 - (points[:, :, axis].nan_to_num(9).unsqueeze(-1) - _centres(heat, 3 - axis)).abs() * heat.shape[3 - axis] / 2).clamp_min(0) for axis in (0, 1))
        return -(down.unsqueeze(-1) * across.unsqueeze(-2) * heat).sum([2, 3])


def _centres(maps, axis):
    cells = maps.shape[axis]
    return (torch.arange(cells, dtype=torch.float32, device=maps.device) + 0.5) * 2 / cells - 1


class ThermalDescriptor(nn.Module):
    """Normalised thermal image (B, 1, S, S) -> the descriptor (B, 128) that the visible picture would have."""

    def __init__(self):
        super().__init__()
        self._net = FaceDescriptorNet()
        self._points = ThermalFacePoints()

    def forward(self, thermal):
        return self.describe(thermal, self._points(thermal).detach())

    def describe(self, thermal, points):
        return self._net(chips(thermal, points).expand(-1, 3, -1, -1))
