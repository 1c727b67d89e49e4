"""Lossy picture codec in plain NumPy, PyTorch and zlib, so that a pack of pictures opens wherever PyTorch runs: 8x8 DCT, steps that grow with frequency, zlib.

Coefficients are stored frequency by frequency over all pictures of a block, low and high bytes apart, the first one as differences along rows.
"""
import math
import zlib

import numpy as np
import torch

SIDE = 8
RGB_TO_YCC = torch.tensor([[.299, .587, .114], [-.168736, -.331264, .5], [.5, -.418688, -.081312]])


def encode(planes, step, slope):
    """(N, H, W) in 0..255 -> bytes; the step of frequency (u, v) is step + slope (u + v)."""
    n, h, w = planes.shape
    blocks = planes.float().reshape(n, h // SIDE, SIDE, w // SIDE, SIDE).permute(2, 4, 0, 1, 3) - 128  # (y, x, N, rows, columns)
    levels = (_turn(_basis(), blocks) / _steps(step, slope)).round().to(torch.int16).numpy()
    levels[0, 0, :, :, 1:] -= levels[0, 0, :, :, :-1].copy()
    packer = zlib.compressobj(9, strategy=zlib.Z_FILTERED)
    return packer.compress(levels.view(np.uint8).reshape(-1, 2).T.tobytes()) + packer.flush()


def decode(data, shape, step, slope, device="cpu"):
    """Bytes -> (N, H, W) float32, about 0..255, not clamped."""
    n, h, w = shape
    halves = np.frombuffer(zlib.decompress(data), np.uint8).reshape(2, -1)
    levels = np.ascontiguousarray(halves.T).view(np.int16).reshape(SIDE, SIDE, n, h // SIDE, w // SIDE)
    levels = torch.from_numpy(levels).to(device).float()
    levels[0, 0] = levels[0, 0].cumsum(-1)
    blocks = _turn(_basis().to(device).t(), levels * _steps(step, slope).to(device))
    return (blocks + 128).permute(2, 3, 0, 4, 1).reshape(n, h, w)


def to_ycc(rgb):
    """(N, 3, H, W) 0..255 -> luma and both chroma about 128."""
    ycc = torch.einsum("ij,njhw->nihw", RGB_TO_YCC, rgb.float())
    ycc[:, 1:] += 128
    return ycc


def to_rgb(ycc):
    """The way back, rounded to uint8."""
    centred = ycc - torch.tensor([0, 128, 128], device=ycc.device).reshape(1, 3, 1, 1)
    return torch.einsum("ij,njhw->nihw", RGB_TO_YCC.inverse().to(ycc.device), centred).round().clamp(0, 255).to(torch.uint8)


def _turn(basis, t):
    """The basis applied to both of the first two axes."""
    for _ in range(2):
        t = (basis @ t.reshape(SIDE, -1)).reshape(t.shape).transpose(0, 1)
    return t.contiguous()


def _basis():
    """Orthonormal DCT-II (frequency, place)."""
    u, x = torch.arange(SIDE).float().unsqueeze(1), torch.arange(SIDE).float()
    basis = ((2 * x + 1) * u * math.pi / (2 * SIDE)).cos() * math.sqrt(2 / SIDE)
    basis[0] /= math.sqrt(2)
    return basis


def _steps(step, slope):
    u = torch.arange(SIDE).float()
    return (step + slope * (u.unsqueeze(1) + u)).reshape(SIDE, SIDE, 1, 1, 1)
