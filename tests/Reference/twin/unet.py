"""The denoiser. Counterpart of ModulatedResBlock and UNet in Inference/Denoising."""
import torch
from torch import nn
import torch.nn.functional as F

from layers import conv1, conv3, group_norm, zero
from mixer import SelfAttnMambaBlock


class ModulatedResBlock(nn.Module):
    """ResBlock whose second norm is scaled and shifted by the embedding: (B, in, H, W), (B, d_mod) -> (B, out, H, W)."""

    def __init__(self, inputs, outputs, modulation_width):
        super().__init__()
        self._norm1 = group_norm(inputs)
        self._conv1 = conv3(inputs, outputs)
        self._modulation = nn.Linear(modulation_width, 2 * outputs)
        self._norm2 = group_norm(outputs)
        self._conv2 = zero(conv3(outputs, outputs))
        self._skip = None if inputs == outputs else conv1(inputs, outputs)

    def forward(self, x, e):
        h = self._conv1(F.silu(self._norm1(x)))
        scale, shift = self._modulation(F.silu(e))[:, :, None, None].chunk(2, 1)
        h = self._conv2(F.silu(self._norm2(h) * (1 + scale) + shift))
        return h + (x if self._skip is None else self._skip(x))


class UNet(nn.Module):
    """Noisy latent (B, z, h, w), modulation (B, d_mod), attribute tokens (B, K, d_ctx), estimate and maps of the thermal picture -> prediction (B, z, h, w)."""

    def __init__(self, options):
        super().__init__()
        self.levels, self.blocks = len(options.multipliers), options.res_blocks
        widths = [options.model_channels * m for m in options.multipliers]
        most = getattr(options, "mixer_tokens", 1024)
        self.first_mixed = next(l for l in range(self.levels) if (options.latent_size >> l) ** 2 <= most or l == self.levels - 1)
        width = options.model_channels
        skips = [width]
        self._stem = conv3(2 * options.latent_channels, width)
        for name in ("_downBlocks", "_downMixers", "_downs", "_downFusion", "_upBlocks", "_upMixers", "_ups", "_upFusion"):
            setattr(self, name, nn.ModuleList())
        for level in range(self.levels):
            if level > 0:
                self._downs.append(conv3(width, width, stride=2))
                skips.append(width)
            self._downFusion.append(zero(conv1(options.fusion_width, width)))
            for _ in range(self.blocks):
                self._add(self._downBlocks, self._downMixers, width, widths[level], level, options)
                width = widths[level]
                skips.append(width)
        side = options.latent_size >> (self.levels - 1)
        self._middle1 = ModulatedResBlock(width, width, options.modulation_width)
        self._middleMixer = SelfAttnMambaBlock(width, side, side, options)
        self._middle2 = ModulatedResBlock(width, width, options.modulation_width)
        for level in reversed(range(self.levels)):
            self._upFusion.append(zero(conv1(options.fusion_width, width)))
            for _ in range(self.blocks + 1):
                self._add(self._upBlocks, self._upMixers, width + skips.pop(), widths[level], level, options)
                width = widths[level]
            if level > 0:
                self._ups.append(conv3(width, width))
        self._norm = group_norm(width)
        self._out = zero(conv3(width, options.latent_channels))

    def _add(self, blocks, mixers, inputs, outputs, level, options):
        side = options.latent_size >> level
        blocks.append(ModulatedResBlock(inputs, outputs, options.modulation_width))
        if level >= self.first_mixed:
            mixers.append(SelfAttnMambaBlock(outputs, side, side, options))

    def forward(self, x, e, attributes, estimate, maps):
        h = self._stem(torch.cat([x, estimate.to(x.dtype)], 1))
        skips = [h]
        for level in range(self.levels):
            if level > 0:
                h = self._downs[level - 1](h)
                skips.append(h)
            h = h + self._downFusion[level](maps[level])
            for i in range(level * self.blocks, (level + 1) * self.blocks):
                h = self._downBlocks[i](h, e)
                if level >= self.first_mixed:
                    h = self._downMixers[i - self.first_mixed * self.blocks](h, e, attributes)
                skips.append(h)
        h = self._middle2(self._middleMixer(self._middle1(h, e), e, attributes), e)
        block = 0
        for level in reversed(range(self.levels)):
            h = h + self._upFusion[self.levels - 1 - level](maps[level])
            for _ in range(self.blocks + 1):
                h = self._upBlocks[block](torch.cat([h, skips.pop()], 1), e)
                if level >= self.first_mixed:
                    h = self._upMixers[block](h, e, attributes)
                block += 1
            if level > 0:
                h = self._ups[self.levels - 1 - level](F.interpolate(h, scale_factor=2, mode="nearest"))
        return self._out(F.silu(self._norm(h))).float()
