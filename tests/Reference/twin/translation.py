"""Everything of the second stage. Counterpart of TranslationNet and ThermalCondition."""
import math
from collections import namedtuple

import torch
from torch import nn
import torch.nn.functional as F

from attributes import logit_count
from autoencoding import Encoder
from faces import ThermalDescriptor
from fusion import AttributeFusion, DetailFusion, FeatureFusion, IdentityFusion
from unet import UNet

ThermalCondition = namedtuple("ThermalCondition", "latent maps features")
MAX_PERIOD = 10_000


def sinusoid(t, width):
    """t (B) -> (B, width): cosines, then sines, at geometrically spaced frequencies."""
    half = width // 2
    frequencies = (torch.arange(half, dtype=torch.float32, device=t.device) * (-math.log(MAX_PERIOD) / half)).exp()
    angles = t.float().unsqueeze(1) * frequencies
    return torch.cat([angles.cos(), angles.sin()], 1)


class TranslationNet(nn.Module):
    """Thermal encoder, fusion, embeddings and U-Net: noisy residual (B, z, h, w), time (B), attribute weights (B, K, R), condition -> v prediction."""

    def __init__(self, options, schema):
        super().__init__()
        self.options = options
        width = 4 * options.model_channels
        self._thermal = Encoder(options.thermal, options.latent_channels)
        self._fusion = FeatureFusion(options)
        self._detail = DetailFusion(options) if options.detail_widths else None
        self._descriptor = ThermalDescriptor() if options.identity else None
        self._identity = IdentityFusion(options) if options.identity else None
        self._guide = AttributeFusion(options, schema) if getattr(options, "guided", False) else None
        self._attributes = nn.Parameter(torch.randn(logit_count(schema) + len(schema.heads), options.context_width) * 0.5)
        self._time1 = nn.Linear(options.model_channels, width)
        self._time2 = nn.Linear(width, width)
        self._attributeTime = nn.Linear(options.context_width, width)
        self._low = nn.Linear(width, options.modulation_width)
        self._unet = UNet(options)
        self.register_buffer("_residual_std", torch.ones(1, options.latent_channels, 1, 1))

    def condition(self, thermal, descriptor=None, attribute_weights=None, guidance=1):
        """Normalised thermal image (B, 1, S, S) -> estimate of the latent, one fused map a level, feature maps finest first; a descriptor that is given stands for the student's.
        Attribute weights (B, K, R) change a guided model's feature maps, guidance times as far as it learnt."""
        latent, features = self.estimate(thermal, descriptor)
        if self._guide is not None and attribute_weights is not None:
            latent, features = self.guide(latent, features, attribute_weights, guidance)
        maps = self._fusion(features)
        return ThermalCondition(latent.float(), [m * 0 for m in maps] if getattr(self.options, "plain", False) else maps, features)

    def estimate(self, thermal, descriptor=None):
        """Estimate (B, z, h, w) and feature maps of which nothing is stated."""
        latent, features = self._thermal(thermal)
        if self._descriptor is None:
            return latent, features
        descriptor = self._descriptor(thermal) if descriptor is None else descriptor
        person, features = self._identity(features, descriptor)
        return latent + person, features

    def guide(self, latent, features, attribute_weights, guidance=1):
        """Estimate and maps with what is stated; for guided models."""
        maps, moved = self._guide(features, attribute_weights)
        return latent if moved is None else latent + guidance * moved, [f + guidance * change for f, change in zip(features, maps)]

    def details(self, features):
        """What the decoder adds to its own maps; None for a model without detail."""
        return None if self._detail is None else self._detail(features)

    def from_residual(self, residual, condition):
        return condition.latent + residual * self._residual_std

    def forward(self, x, t, attribute_weights, condition):
        tokens = attribute_weights @ self._attributes  # (B, K, d_ctx)
        e = self._time2(F.silu(self._time1(sinusoid(t, self.options.model_channels))))
        e = self._low(e + self._attributeTime(tokens.mean(1)))
        return self._unet(x, e, tokens, condition.latent, condition.maps)
