"""Attribute classifier and the weights that mix attribute tokens. Counterpart of Inference/Attributes."""
from types import SimpleNamespace

import torch
from torch import nn
import torch.nn.functional as F

from layers import ResBlock, conv3, group_norm

WIDTHS = [32, 64, 128, 256]


def logit_count(schema):
    return sum(len(head.values) for head in schema.heads)


def guiding(schema):
    """The attributes that can be stated: the first ones of all."""
    return SimpleNamespace(heads=[head for head in schema.heads if getattr(head, "guides", True)])


def predicted(schema):
    """The attributes the thermal classifier says."""
    return SimpleNamespace(heads=[head for head in schema.heads if getattr(head, "predicted", True)])


def null_weights(schema, batch):
    """(B, K, R): every attribute unknown, so 1 at the null row of each head."""
    heads, logits = len(schema.heads), logit_count(schema)
    weights = torch.zeros(batch, heads, logits + heads)
    for head in range(heads):
        weights[:, head, logits + head] = 1
    return weights


def label_weights(schema, labels):
    """Labels (B, K), -1 = unknown -> (B, K, R): one-hot rows."""
    first, weights = 0, null_weights(schema, len(labels)).to(labels.device)
    for head, entry in enumerate(schema.heads):
        known = labels[:, head] >= 0
        weights[known, head] = F.one_hot(first + labels[known, head], weights.shape[2]).to(weights.dtype)
        first += len(entry.values)
    return weights


class AttributeNet(nn.Module):
    """Image (B, C, S, S) in [-1, 1] -> logits of all heads (B, logits), float32."""

    def __init__(self, schema, image_channels=1):
        super().__init__()
        width = WIDTHS[0]
        self._stem = conv3(image_channels, width, stride=2)
        self._blocks, self._downs = nn.ModuleList(), nn.ModuleList()
        for wider in WIDTHS:
            self._downs.append(conv3(width, wider, stride=2))
            self._blocks.append(ResBlock(wider, wider))
            width = wider
        self._norm = group_norm(width)
        self._dropout = nn.Dropout(0.2)
        self._out = nn.Linear(width, logit_count(schema))

    def forward(self, x):
        h = self._stem(x)
        for down, block in zip(self._downs, self._blocks):
            h = block(down(h))
        return self._out(self._dropout(F.silu(self._norm(h)).mean([2, 3]))).float()
