"""What a made picture must match: pixels, texture and person. Counterpart of ImageLoss, PerceptualNet and PersonLoss."""
import random

import torch
from torch import nn
import torch.nn.functional as F

from faces import FaceDescriptorNet, chips
from tfjs import VGG

PERCEPTUAL, IDENTITY, CONFUSION = .3, 1.0, .1  # weights beside L1
CROP = 64
TEMPERATURE = .05  # squared distance of descriptors
REMEMBERED = 1024  # faces
WIDTHS = {"block1": 64, "block2": 128, "block3": 256}
TAPS = {"block1_conv2", "block2_conv2", "block3_conv4"}
MEAN_BGR = [103.939, 116.779, 123.68]


class PerceptualNet(nn.Module):
    """PD-VGG19: RGB (B, 3, H, W) in [-1, 1] -> channel-normalised features of relu1_2, relu2_2 and relu3_4, float32."""

    def __init__(self):
        super().__init__()
        inputs = 3
        for name in VGG:
            self.add_module(name, nn.Conv2d(inputs, WIDTHS[name[:6]], 3, padding=1))
            inputs = WIDTHS[name[:6]]
        self.register_buffer("mean", torch.tensor(MEAN_BGR).reshape(1, 3, 1, 1), persistent=False)

    def forward(self, x):
        h, features = (x.float().flip(1) + 1) * 127.5 - self.mean, []
        for name in VGG:
            h = F.relu(getattr(self, name)(h))
            if name in TAPS:
                wide = h.float()
                features.append(wide * (wide.square().sum(1, keepdim=True) + 1e-10).rsqrt())
                h = F.max_pool2d(h, 2)
        return features


class PersonLoss:
    """Squared distance of descriptors to those of the true pictures, and how much nearer other faces come: the batch's own and many that were seen before."""

    def __init__(self, net, device):
        self.describe = net
        self.faces, self.people, self.next = torch.zeros(REMEMBERED, 128, device=device), torch.full([REMEMBERED], -1, device=device), 0

    @torch.no_grad()
    def wanted(self, batch, count):
        return self.describe(chips(batch.visible[:count], batch.points[:count].nan_to_num(0))).float()

    def of_pictures(self, made, batch, wanted=None):
        wanted = self.wanted(batch, len(made)) if wanted is None else wanted[:len(made)]
        return self.compare(self.describe(chips(made, batch.points[:len(made)].nan_to_num(0))), wanted, batch)

    def compare(self, found, wanted, batch):
        """Descriptors (B, 128) -> distance and confusion (B); faces without points count 0."""
        found, known, people = found.float(), batch.points[:len(found)].isfinite().all(2).all(1), batch.people[:len(found)]
        faces, owners = torch.cat([wanted, self.faces]), torch.cat([torch.where(known, people, -1), self.people])
        with torch.autocast(found.device.type, enabled=False):
            distances = found.square().sum(1, keepdim=True) - 2 * found @ faces.t() + faces.square().sum(1)  # (B, B + R)
        own = torch.arange(len(found), device=found.device)
        out = (owners == -1) | (owners == people.unsqueeze(1))  # the same person is no rival
        out[own, own] = False
        confusion = F.cross_entropy((-distances / TEMPERATURE).masked_fill(out, -1e4), own, reduction="none")
        self._remember(wanted, owners[:len(found)])
        return (found - wanted).square().sum(1) * known, confusion * known

    def _remember(self, faces, owners):
        rows = (self.next + torch.arange(len(faces), device=faces.device)) % REMEMBERED
        self.faces[rows], self.people[rows] = faces, owners
        self.next = (self.next + len(faces)) % REMEMBERED


class ImageLoss:
    """Weighted sum (B) and the mean of each term; a net whose weights the pack lacks counts nothing."""

    def __init__(self, states, device, crop=CROP):
        self.crop = crop
        vgg, descriptor = frozen(PerceptualNet(), states["vgg"], device), frozen(FaceDescriptorNet(), states["descriptor"], device)
        self.features = vgg
        self.person = None if descriptor is None else PersonLoss(descriptor, device)

    def __call__(self, made, batch, wanted=None, own=None):
        """Wanted: descriptors (B, 128) in place of those of the true pictures; own: weight (B) of pixels and texture."""
        target = batch.visible[:len(made)]
        l1 = (made - target).abs().mean([1, 2, 3])
        texture = torch.zeros_like(l1) if self.features is None else self._texture(made, target)
        identity, confusion = (torch.zeros_like(l1),) * 2 if self.person is None else self.person.of_pictures(made, batch, wanted)
        terms = {"l1": l1, "perceptual": texture, "identity": identity, "confusion": confusion}
        own = 1 if own is None else own[:len(made)]
        return own * (l1 + PERCEPTUAL * texture) + IDENTITY * identity + CONFUSION * confusion, {name: t.detach().mean() for name, t in terms.items()}

    def _texture(self, made, target):
        if self.crop < made.shape[2]:
            top, left = (random.randint(0, made.shape[2] - self.crop) for _ in "yx")
            made, target = (t[:, :, top:top + self.crop, left:left + self.crop] for t in (made, target))
        with torch.no_grad():
            wanted = self.features(target)
        return sum((a - b).square().sum(1).mean([1, 2]) for a, b in zip(self.features(made), wanted))


def frozen(net, state, device):
    if not state:
        return None
    net.load_state_dict(state)
    return net.to(device, memory_format=torch.channels_last).eval().requires_grad_(False)
