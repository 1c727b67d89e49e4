"""What thermal feature maps become for the U-Net and the decoder. Counterpart of FeatureFusion, DetailFusion, IdentityFusion and AttributeFusion."""
import math

import torch
from torch import nn
import torch.nn.functional as F

from attributes import logit_count
from autoencoding import reduction
from faces import DESCRIPTOR_WIDTH
from layers import conv1, conv3, group_norm, zero
from unet import ModulatedResBlock


class FeatureFusion(nn.Module):
    """Feature maps, finest first, the last at latent size -> one map (B, C_f, h / 2^l, w / 2^l) for each U-Net level l."""

    SQUEEZE = 8

    def __init__(self, options):
        super().__init__()
        widths = options.thermal.widths
        self._norms, self._squeeze, self._lift = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for i, width in enumerate(widths):
            fold = 1 << (len(widths) - 1 - i)
            self._norms.append(group_norm(width))
            self._squeeze.append(conv1(width, self.SQUEEZE))
            self._lift.append(conv1(self.SQUEEZE * fold * fold, options.fusion_width))
        self._downs = nn.ModuleList(conv3(options.fusion_width, options.fusion_width, stride=2) for _ in options.multipliers[1:])
        self._weights = nn.Parameter(torch.zeros(len(widths)))

    def forward(self, features):
        weights = self._weights.softmax(0)
        first = 0
        for i, feature in enumerate(features):
            fold = 1 << (len(features) - 1 - i)
            squeezed = self._squeeze[i](self._norms[i](feature))
            first = first + weights[i] * self._lift[i](squeezed if fold == 1 else F.pixel_unshuffle(squeezed, fold))
        maps = [first]
        for down in self._downs:
            maps.append(F.silu(down(maps[-1])))
        return maps


class DetailFusion(nn.Module):
    """Feature maps, finest first -> what the decoder adds to each of its drawings, full size first."""

    SQUEEZE = 32

    def __init__(self, options):
        super().__init__()
        thermal, count = options.thermal, len(options.detail_widths)
        strides = [1 if i == 0 else reduction(thermal) >> (count - 1 - i) for i in range(count)]
        self.levels = [next(l for l in range(len(thermal.widths)) if thermal.patch << l >= s) for s in strides]
        self.enlargements = [(thermal.patch << l) // s for s, l in zip(strides, self.levels)]
        self._norms, self._squeeze, self._lift = nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for level, width in zip(self.levels, options.detail_widths):
            self._norms.append(group_norm(thermal.widths[level]))
            self._squeeze.append(conv3(thermal.widths[level], self.SQUEEZE))
            self._lift.append(zero(conv1(self.SQUEEZE, width)))

    def forward(self, features):
        details = []
        for i, (level, factor) in enumerate(zip(self.levels, self.enlargements)):
            lifted = self._lift[i](F.silu(self._squeeze[i](F.silu(self._norms[i](features[level])))))
            size = [lifted.shape[2] * factor, lifted.shape[3] * factor]
            details.append(lifted if factor == 1 else F.interpolate(lifted, size=size, mode="bilinear", align_corners=False))
        return details


class IdentityFusion(nn.Module):
    """Feature maps and descriptors (B, 128) -> what the person adds to the latent estimate, and the maps (all but the finest) with the person in them."""

    def __init__(self, options):
        super().__init__()
        widths = options.thermal.widths
        self._embed = nn.Linear(DESCRIPTOR_WIDTH, options.modulation_width)
        self._blocks = nn.ModuleList(ModulatedResBlock(width, width, options.modulation_width) for width in widths[1:])
        self._norm = group_norm(widths[-1])
        self._out = zero(conv3(widths[-1], options.latent_channels))

    def forward(self, features, descriptor):
        person = self._embed(F.layer_norm(descriptor, [DESCRIPTOR_WIDTH]))
        modulated = [features[0]] + [block(f, person) for block, f in zip(self._blocks, features[1:])]
        return self._out(F.silu(self._norm(modulated[-1]))), modulated


class AttributeFusion(nn.Module):
    """Feature maps and attribute weights (B, K, R) -> what stated attributes add to each map, with the statement, less without it, and to the estimate (None: nothing)."""

    def __init__(self, options, schema):
        super().__init__()
        self.values = logit_count(schema)
        self._embed = nn.Linear(self.values, options.modulation_width)
        nn.init.normal_(self._embed.weight)
        self._blocks = nn.ModuleList(ModulatedResBlock(width, width, options.modulation_width) for width in options.thermal.widths)
        self._latent = zero(nn.Conv2d(options.thermal.widths[-1], options.latent_channels, 3, padding=1, bias=False)) if getattr(options, "guides_estimate", False) else None

    def forward(self, features, weights):
        stated = weights[:, :, :self.values].sum(1)
        given, none = self._embed(stated), self._embed(torch.zeros_like(stated))
        maps = [block(f, given) - block(f, none) for block, f in zip(self._blocks, features)]
        return maps, None if self._latent is None else self._latent(maps[-1] / math.sqrt(maps[-1].shape[1] * 9))
