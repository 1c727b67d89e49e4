"""Selective scan over a map, attention and the block of both. Counterpart of SelectiveScan2d, TokenAttention and SelfAttnMambaBlock."""
import torch
from torch import nn
import torch.nn.functional as F

import scan
from layers import attend, zero

CROSS = 1  # ScanDirections.Cross
CROSS_SCAN_FROM = 256  # tokens
SCAN_FROM = 64


class SelectiveScan2d(nn.Module):
    """Tokens (B, L, C) of an H x W map -> same (VMamba SS2D with the scalar-decay SSD of Mamba-2)."""

    def __init__(self, channels, height, width, options):
        super().__init__()
        self.size, self.heads, self.state, self.head_width = (height, width), channels // options.head_width, options.state_size, options.head_width
        crossed = options.scan == CROSS and height * width >= CROSS_SCAN_FROM
        orders = torch.stack((scan.cross if crossed else scan.bidirectional)(height, width))  # (K, L)
        self.register_buffer("orders", orders, persistent=False)
        self.register_buffer("inverses", orders.argsort(1), persistent=False)
        self._in = nn.Linear(channels, 2 * channels, bias=False)
        self._conv = nn.Conv2d(channels, channels, 3, padding=1, groups=channels)
        self._project = nn.ModuleList(nn.Linear(channels, 2 * self.state + self.heads, bias=False) for _ in orders)
        step = torch.empty(len(orders), self.heads).uniform_(-6.9078, -2.3026).exp().clamp_min(1e-4)  # 0.001 to 0.1
        self._step_bias = nn.Parameter(step + (-torch.expm1(-step)).log())  # softplus^-1
        self._decay_log = nn.Parameter(torch.empty(len(orders), self.heads).uniform_(1, 16).log())
        self._through = nn.Parameter(torch.ones(len(orders), self.heads))
        self._norm = nn.Parameter(torch.ones(channels))
        self._out = nn.Linear(channels, channels, bias=False)

    def forward(self, u):
        b, l, c = u.shape
        gate, inner = self._in(u).chunk(2, -1)
        x = F.silu(self._conv(inner.transpose(1, 2).reshape(b, c, *self.size))).flatten(2).transpose(1, 2)  # (B, L, C)
        y = sum(self._scan(k, x.index_select(1, self.orders[k])).index_select(1, self.inverses[k]) for k in range(len(self._project)))
        gated = y * F.silu(gate.float())
        gated = gated * (gated.square().mean(-1, keepdim=True) + 1e-6).rsqrt() * self._norm
        return self._out(gated)

    def _scan(self, k, x):
        """One direction, in scan order: (B, L, C) -> (B, L, C) float32."""
        b, l, c = x.shape
        writes, reads, steps = self._project[k](x).float().split([self.state, self.state, self.heads], -1)
        step = F.softplus(steps + self._step_bias[k])  # (B, L, H)
        heads = x.reshape(b, l, self.heads, self.head_width).float()
        y = scan.chunked_scan(heads * step.unsqueeze(-1), -step * self._decay_log[k].exp(), writes, reads)
        return (y + heads * self._through[k].unsqueeze(-1)).reshape(b, l, c)


class TokenAttention(nn.Module):
    """Multi-head attention of tokens (B, L, C) to a context (B, K, D)."""

    def __init__(self, channels, context_width, head_width):
        super().__init__()
        self.head_width = head_width
        self._query = nn.Linear(channels, channels, bias=False)
        self._keyValue = nn.Linear(context_width, 2 * channels, bias=False)
        self._out = nn.Linear(channels, channels)

    def forward(self, x, context):
        b, l, c = x.shape
        key, value = self._keyValue(context).chunk(2, -1)
        y = attend(self._split(self._query(x)), self._split(key), self._split(value))
        return self._out(y.transpose(1, 2).reshape(b, l, c))

    def _split(self, t):
        return t.reshape(t.shape[0], t.shape[1], -1, self.head_width).transpose(1, 2)  # (B, heads, L, P)


class SelfAttnMambaBlock(nn.Module):
    """Scan, self-attention, attribute cross-attention and MLP in series under adaLN-zero: map (B, C, H, W), e (B, d_mod), tokens (B, K, d_ctx) -> map."""

    def __init__(self, channels, height, width, options):
        super().__init__()
        self._modulation = zero(nn.Linear(options.modulation_width, 9 * channels))
        self._scan = SelectiveScan2d(channels, height, width, options) if height * width >= SCAN_FROM and not getattr(options, "plain", False) else None
        self._attention = TokenAttention(channels, channels, options.head_width)
        self._crossNorm = nn.LayerNorm(channels)
        self._cross = TokenAttention(channels, options.context_width, options.head_width)
        zero(self._cross._out)
        self._expand = nn.Linear(channels, 2 * channels)
        self._contract = nn.Linear(2 * channels, channels)

    def forward(self, map, e, attributes):
        u = map.flatten(2).transpose(1, 2)  # (B, L, C)
        m = self._modulation(F.silu(e)).unsqueeze(1).chunk(9, -1)  # scale, shift, gate of each branch
        if self._scan is not None:
            u = u + m[2] * self._scan(_normalize(u) * (1 + m[0]) + m[1])
        a = _normalize(u) * (1 + m[3]) + m[4]
        u = u + m[5] * self._attention(a, a)
        u = u + self._cross(self._crossNorm(u), attributes)
        u = u + m[8] * self._contract(F.gelu(self._expand(_normalize(u) * (1 + m[6]) + m[7])))
        return u.transpose(1, 2).reshape(map.shape)


def _normalize(u):
    return F.layer_norm(u, u.shape[-1:])
