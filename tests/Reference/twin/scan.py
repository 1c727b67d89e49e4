"""Scan orders and the chunked selective scan. Counterpart of Inference/Ops.

Symbols: B batch, L tokens, H heads, P head width, N state size, Q chunk, M = L/Q chunks, s running sum of a.
"""
import torch
import torch.nn.functional as F

DEFAULT_CHUNK = 64
ONE_CHUNK_UP_TO = 256  # on a GPU


def bidirectional(height, width):
    rows = torch.arange(height * width)
    return [rows, rows.flip(0)]


def cross(height, width):
    rows = torch.arange(height * width)
    columns = rows.reshape(height, width).t().reshape(-1)
    return [rows, columns, rows.flip(0), columns.flip(0)]


def chunked_scan(x, a, b, c, chunk=0):
    """h_t = exp(a_t) h_(t-1) + b_t (outer) x_t, y_t = c_t h_t, as matrix products (SSD, arXiv 2405.21060 section 6).

    x (B, L, H, P), a (B, L, H) not positive, b and c (B, L, N) -> y (B, L, H, P) in the type of x.
    """
    batch, length, heads, width = x.shape
    one = x.device.type != "cpu" and length <= ONE_CHUNK_UP_TO
    q = min(length, chunk if chunk > 0 else length if one else DEFAULT_CHUNK)
    padding = -length % q
    m = (length + padding) // q

    xq = _pad(x, padding).reshape(batch, m, q, heads, width)
    bq = _pad(b.to(x.dtype), padding).reshape(batch, m, q, -1)
    cq = _pad(c.to(x.dtype), padding).reshape(batch, m, q, -1)
    s = _pad(a.to(_wide(x)), padding).reshape(batch, m, q, heads).cumsum(2)
    y = _inside_chunk(xq, s, bq, cq)
    if m > 1:
        y = y + _from_earlier_chunks(xq, s, bq, cq)
    return y.reshape(batch, m * q, heads, width)[:, :length].to(x.dtype)


def _inside_chunk(x, s, b, c):
    q = x.shape[2]
    scores = (c @ b.transpose(-1, -2)).unsqueeze(2)  # (B, M, 1, Q, Q)
    sums = s.permute(0, 1, 3, 2)  # (B, M, H, Q)
    later = torch.ones(q, q, dtype=torch.bool, device=x.device).triu(1)
    gap = (sums.unsqueeze(-1) - sums.unsqueeze(-2)).masked_fill(later, float("-inf"))
    weights = (scores * gap.exp()).to(x.dtype)  # (B, M, H, Q, Q)
    return (weights @ x.permute(0, 1, 3, 2, 4)).permute(0, 1, 3, 2, 4)  # (B, M, Q, H, P)


def _from_earlier_chunks(x, s, b, c):
    batch, m, q, heads, width = x.shape
    total = s[:, :, -1:]  # (B, M, 1, H)
    decayed = (x * (total - s).exp().unsqueeze(-1)).to(x.dtype).reshape(batch, m, q, heads * width)
    added = (b.transpose(-1, -2) @ decayed).to(_wide(x)).reshape(batch, m, -1, heads, width)  # (B, M, N, H, P)
    keep = total.exp().unsqueeze(-1)  # (B, M, 1, H, 1)
    before = [torch.zeros_like(added[:, 0])]  # (B, N, H, P)
    for i in range(1, m):
        before.append(keep[:, i - 1] * before[-1] + added[:, i - 1])
    states = torch.stack(before, 1).to(x.dtype).reshape(batch, m, -1, heads * width)  # (B, M, N, H P)
    return (c @ states).reshape(batch, m, q, heads, width) * s.exp().unsqueeze(-1)


def _pad(t, tokens):
    """a = 0 and x = 0 at the end change nothing before it."""
    return t if tokens == 0 else F.pad(t, [0, 0] * (t.dim() - 2) + [0, tokens])


def _wide(x):
    return torch.float64 if x.dtype == torch.float64 else torch.float32
