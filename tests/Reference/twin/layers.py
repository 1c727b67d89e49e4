"""Stock layers and the two blocks that autoencoders are made of. Counterpart of Inference/Layers."""
from torch import nn
import torch.nn.functional as F


def group_norm(channels):
    """32 groups where each holds at least 3 channels, else 8, else 1."""
    groups = 32 if channels % 32 == 0 and channels // 32 >= 3 else 8 if channels % 8 == 0 else 1
    return nn.GroupNorm(groups, channels, eps=1e-6)


def conv3(inputs, outputs, stride=1):
    return nn.Conv2d(inputs, outputs, 3, stride=stride, padding=1)


def conv1(inputs, outputs):
    return nn.Conv2d(inputs, outputs, 1)


def zero(layer):
    """Weight and bias 0: the layer adds nothing at the start of training."""
    for parameter in layer.parameters():
        nn.init.zeros_(parameter)
    return layer


def attend(query, key, value):
    """(B, heads, L, P), (B, heads, K, P) twice -> (B, heads, L, P)."""
    if hasattr(F, "scaled_dot_product_attention"):  # PyTorch 2
        return F.scaled_dot_product_attention(query, key, value)
    scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)
    return scores.softmax(-1) @ value


class ResBlock(nn.Module):
    """GroupNorm-SiLU-conv3 twice with a skip: (B, in, H, W) -> (B, out, H, W)."""

    def __init__(self, inputs, outputs):
        super().__init__()
        self._norm1 = group_norm(inputs)
        self._conv1 = conv3(inputs, outputs)
        self._norm2 = group_norm(outputs)
        self._conv2 = conv3(outputs, outputs)
        self._skip = None if inputs == outputs else conv1(inputs, outputs)

    def forward(self, x):
        h = self._conv1(F.silu(self._norm1(x)))
        h = self._conv2(F.silu(self._norm2(h)))
        return h + (x if self._skip is None else self._skip(x))


class SpatialAttention(nn.Module):
    """Single-head self-attention over all positions with a residual: (B, C, H, W) -> same."""

    def __init__(self, channels):
        super().__init__()
        self._norm = group_norm(channels)
        self._qkv = conv1(channels, 3 * channels)
        self._out = zero(conv1(channels, channels))

    def forward(self, x):
        b, c, h, w = x.shape
        qkv = self._qkv(self._norm(x)).reshape(b, 3, 1, c, h * w).transpose(3, 4)  # (B, 3, 1, L, C)
        y = attend(qkv[:, 0], qkv[:, 1], qkv[:, 2])  # (B, 1, L, C)
        return x + self._out(y.transpose(2, 3).reshape(b, c, h, w))
