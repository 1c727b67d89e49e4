"""Conditional patch discriminator and its adaptive verdict. Counterpart of PatchDiscriminator and Critic."""
import torch
from torch import nn
import torch.nn.functional as F

from layers import group_norm

ADAPTIVE_EVERY = 8


class PatchDiscriminator(nn.Module):
    """Visible (B, 3, S, S) and thermal (B, 1, S, S) -> a score for each overlapping patch (B, 1, h, w)."""

    def __init__(self, width=32, spectral=False):
        super().__init__()
        self._in = nn.Conv2d(4, width, 4, stride=2, padding=1)
        self._down1 = nn.Conv2d(width, 2 * width, 4, stride=2, padding=1)
        self._norm1 = group_norm(2 * width)
        self._down2 = nn.Conv2d(2 * width, 4 * width, 4, padding=1)
        self._norm2 = group_norm(4 * width)
        self._out = nn.Conv2d(4 * width, 1, 4, padding=1)
        self.register_buffer("_adaptive_weight", torch.zeros(1))
        self.weighed = False  # since this process began
        if spectral:  # keeps a long lesson from growing steep
            for layer in (self._in, self._down1, self._down2, self._out):
                torch.nn.utils.parametrizations.spectral_norm(layer)

    def forward(self, visible, thermal):
        h = F.leaky_relu(self._in(torch.cat([visible, thermal], 1)), .2)
        h = F.leaky_relu(self._norm1(self._down1(h)), .2)
        h = F.leaky_relu(self._norm2(self._down2(h)), .2)
        return self._out(h).float()


def lesson(net, real, made, thermal):
    """Hinge loss that teaches the critic real from made."""
    real_scores, made_scores = net(torch.cat([real, made.detach()]), thermal.repeat(2, 1, 1, 1)).chunk(2)
    return .5 * (F.relu(1 - real_scores).mean() + F.relu(1 + made_scores).mean())


def verdict(net, index, made, thermal, rebuild, last):
    """Lower = more real; weighted so that its gradient at the last layer is as long as that of the rebuild loss (VQGAN, eq. 7)."""
    fool = -net(made, thermal).mean()
    if index % ADAPTIVE_EVERY == 0 or not net.weighed:
        net._adaptive_weight.copy_((_norm(rebuild, last) / (_norm(fool, last) + 1e-4)).clamp(0, 1e4))
        net.weighed = True
    return net._adaptive_weight.squeeze() * fool


def _norm(loss, parameter):
    return torch.autograd.grad(loss, parameter, retain_graph=True)[0].norm()
