"""Encoder, decoder and the KL or VQ autoencoder of the first stage. Counterpart of Inference/Autoencoding."""
import torch
from torch import nn
import torch.nn.functional as F

from layers import ResBlock, SpatialAttention, conv1, conv3, group_norm


def drawing_widths(options):
    """Channels the decoder draws with: full size first, then each halving of it, then its levels from the finest."""
    return ([16, 48] if options.patch == 4 else [16]) + list(options.widths)


def reduction(options):
    """Pixels a side of the image for one latent position."""
    return options.patch << (len(options.widths) - 1)


class Encoder(nn.Module):
    """Image (B, C, S, S) -> moments or latent (B, outputs, S/f, S/f), and the feature map of every level, finest first."""

    def __init__(self, options, outputs):
        super().__init__()
        self.patch, self.blocks_a_level = options.patch, options.res_blocks
        width = options.widths[0]
        self._stem = conv3(options.image_channels * options.patch ** 2, width)
        self._blocks, self._downs = nn.ModuleList(), nn.ModuleList()
        for level, wider in enumerate(options.widths):
            if level > 0:
                self._downs.append(conv3(width, width, stride=2))
            for _ in range(options.res_blocks):
                self._blocks.append(ResBlock(width, wider))
                width = wider
        self._middle1 = ResBlock(width, width)
        self._attention = SpatialAttention(width)
        self._middle2 = ResBlock(width, width)
        self._norm = group_norm(width)
        self._out = conv3(width, outputs)

    def forward(self, x):
        h = self._stem(x if self.patch == 1 else F.pixel_unshuffle(x, self.patch))
        features = []
        for level in range(len(self._downs) + 1):
            if level > 0:
                h = self._downs[level - 1](h)
            for i in range(self.blocks_a_level):
                h = self._blocks[level * self.blocks_a_level + i](h)
            features.append(h)
        h = self._middle2(self._attention(self._middle1(h)))
        return self._out(F.silu(self._norm(h))), features


class Decoder(nn.Module):
    """Latent (B, z, S/f, S/f) -> image (B, C, S, S); detail maps, one for each drawing width, are added where their sizes fit."""

    def __init__(self, options):
        super().__init__()
        self.enlargement, self.blocks_a_level = min(options.patch, 2), options.res_blocks + 1
        width = options.widths[-1]
        self._stem = conv3(options.latent_channels, width)
        self._middle1 = ResBlock(width, width)
        self._attention = SpatialAttention(width)
        self._middle2 = ResBlock(width, width)
        self._blocks, self._ups, self._fine, self._phases = nn.ModuleList(), nn.ModuleList(), nn.ModuleList(), nn.ModuleList()
        for level in reversed(range(len(options.widths))):
            self._blocks.extend(ResBlock(width, width) for _ in range(self.blocks_a_level))
            if level > 0:
                self._ups.append(conv3(width, options.widths[level - 1]))
                width = options.widths[level - 1]
        self._norm = group_norm(width)
        for finer in reversed(drawing_widths(options)[:-len(options.widths)]):
            self._fine.append(conv3(width, finer))
            if self.enlargement > 1:
                self._phases.append(conv1(width, finer * 4))
            width = finer
        self._refine = conv3(width, width)
        self._out = conv3(width, options.image_channels)

    def forward(self, z, details=None):
        h = self._middle2(self._attention(self._middle1(self._stem(z))))
        for level in range(len(self._ups) + 1):
            if details is not None:
                h = h + details[-1 - level]
            for i in range(self.blocks_a_level):
                h = self._blocks[level * self.blocks_a_level + i](h)
            if level < len(self._ups):
                h = self._ups[level](F.interpolate(h, scale_factor=2, mode="nearest"))
        h = F.silu(self._norm(h))
        for i in range(len(self._fine)):
            h = self._enlarged(h, i)
            h = F.silu(h if details is None else h + details[len(self._fine) - 1 - i])
        return self._out(F.silu(self._refine(h)))

    def _enlarged(self, h, i):
        if self.enlargement == 1:
            return self._fine[i](h)
        smooth = self._fine[i](F.interpolate(h, scale_factor=2, mode="bilinear", align_corners=False))
        return smooth + F.pixel_shuffle(self._phases[i](h), 2)


class VectorQuantizer(nn.Module):
    """Latent (B, z, h, w) -> its nearest codes in the same shape; gradients pass straight through."""

    def __init__(self, codes, channels):
        super().__init__()
        self._codebook = nn.Parameter((torch.rand(codes, channels) * 2 - 1) / codes)
        self.register_buffer("_idle", torch.full([codes], 2000))

    def forward(self, z):
        rows = z.detach().permute(0, 2, 3, 1).flatten(0, 2).double()
        codes = self._codebook.detach().double()
        distances = (rows ** 2).sum(1, keepdim=True) - 2 * rows @ codes.T + (codes ** 2).sum(1)
        nearest = self._codebook[distances.argmin(1)].view(*z.permute(0, 2, 3, 1).shape).permute(0, 3, 1, 2)
        return z + (nearest - z).detach()


class Autoencoder(nn.Module):
    """KL autoencoder, or VQ with a codebook; latents for diffusion are standardised per channel by statistics kept as buffers."""

    def __init__(self, options):
        super().__init__()
        codebook = getattr(options, "codebook", None)  # absent in models older than it
        self._encoder = Encoder(options, options.latent_channels if codebook else 2 * options.latent_channels)
        self._decoder = Decoder(options)
        self._quantizer = VectorQuantizer(codebook, options.latent_channels) if codebook else None
        self.register_buffer("_latent_mean", torch.zeros(1, options.latent_channels, 1, 1))
        self.register_buffer("_latent_std", torch.ones(1, options.latent_channels, 1, 1))

    def encode(self, image):
        """Image in [-1, 1] -> standardised latent (B, z, S/f, S/f): the mean, or what will be quantised."""
        output = self._encoder(image)[0].float()
        mean = output if self._quantizer else output.chunk(2, 1)[0]
        return (mean - self._latent_mean) / self._latent_std

    def decode(self, latent, details=None):
        """Standardised latent, and detail maps if there are any -> image (B, C, S, S), float32, not clamped."""
        raw = latent * self._latent_std + self._latent_mean
        return self._decoder(self._quantizer(raw) if self._quantizer else raw, details).float()

    def forward(self, image):
        return self.decode(self.encode(image))
