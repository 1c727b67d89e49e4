"""What a made picture must match: pixels, texture and person. Counterpart of ImageLoss, PerceptualNet, PersonLoss and PeopleBank."""
import random

import torch
from torch import nn
import torch.nn.functional as F

from faces import FaceDescriptorNet, chips
from tfjs import VGG

PERCEPTUAL, IDENTITY, CONFUSION = .3, 1.0, .1  # weights beside L1
CROP = 64
TEMPERATURE = .05  # squared distance of descriptors
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


class ImageLoss:
    """Weighted sum (B) and the mean of each term; a net whose weights the pack lacks counts nothing."""

    def __init__(self, states, train, compiled):
        self.vgg = frozen(PerceptualNet(), states["vgg"], train.device)
        self.descriptor = frozen(FaceDescriptorNet(), states["descriptor"], train.device)
        self.means, self.known = people_of(train, self.descriptor) if self.descriptor is not None else (None, None)
        self.features, self.describe = (compiled(net) if net is not None else None for net in (self.vgg, self.descriptor))

    def __call__(self, made, batch):
        target = batch.visible[:len(made)]
        l1 = (made - target).abs().mean([1, 2, 3])
        texture = torch.zeros_like(l1) if self.vgg is None else self._texture(made, target)
        identity, confusion = (torch.zeros_like(l1),) * 2 if self.descriptor is None else self._person(made, target, batch)
        terms = {"l1": l1, "perceptual": texture, "identity": identity, "confusion": confusion}
        return l1 + PERCEPTUAL * texture + IDENTITY * identity + CONFUSION * confusion, {name: t.detach().mean() for name, t in terms.items()}

    def _texture(self, made, target):
        top, left = (random.randint(0, made.shape[2] - CROP) for _ in "yx")
        crop = (slice(None), slice(None), slice(top, top + CROP), slice(left, left + CROP))
        with torch.no_grad():
            wanted = self.features(target[crop])
        return sum((a - b).square().sum(1).mean([1, 2]) for a, b in zip(self.features(made[crop]), wanted))

    def _person(self, made, target, batch):
        points = batch.points[:len(made)]
        known = points.isfinite().all(2).all(1).float()
        places = points.nan_to_num(0)
        with torch.no_grad():
            wanted = self.describe(chips(target, places))
        found = self.describe(chips(made, places))
        return (found - wanted).square().sum(1) * known, self._confusion(found, batch.people[:len(made)]) * known

    def _confusion(self, found, people):
        """Cross-entropy over the people of the training set, softmax over negative squared distances to their means."""
        with torch.autocast(found.device.type, enabled=False):
            distances = found.square().sum(1, keepdim=True) - 2 * found @ self.means.t() + self.means.square().sum(1)
        return F.cross_entropy((-distances / TEMPERATURE).masked_fill(~self.known, -1e4), people, reduction="none")


@torch.no_grad()
def people_of(store, net, size=64):
    """Mean descriptor of every person (P, 128), and who has a picture with face points (P)."""
    people = int(store.people.max()) + 1
    sums, counts = torch.zeros(people, 128, device=store.device), torch.zeros(people, device=store.device)
    for rows in torch.arange(len(store), device=store.device).split(size):
        pictures = store.picture[rows]
        seen = store.points[pictures].isfinite().all(2).all(1)
        rows, pictures = rows[seen], pictures[seen]
        if len(rows) > 0:
            sums.index_add_(0, store.people[rows], net(chips(store.visible[pictures].float() / 127.5 - 1, store.points[pictures])))
            counts.index_add_(0, store.people[rows], torch.ones(len(rows), device=store.device))
    return sums / counts.clamp_min(1).unsqueeze(1), counts > 0


def frozen(net, state, device):
    if not state:
        return None
    net.load_state_dict(state)
    return net.to(device).eval().requires_grad_(False)
