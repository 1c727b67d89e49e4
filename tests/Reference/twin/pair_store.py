"""The pairs of a pack on the training device, and batches drawn from them. Counterpart of PairStore, PairBatch and Augmentation."""
import json
from collections import namedtuple

import torch
import torch.nn.functional as F

import block_codec
import tensor_file
import thermal_variety

Batch = namedtuple("Batch", "thermal visible points people")


class PairStore:
    """One split: thermal (N, 1, S, S) float16 in degrees C, visible pictures (M, 3, S, S) uint8, each source drawn equally often."""

    def __init__(self, tensors, settings, train, device):
        rows = (tensors["train"].bool() == train).nonzero().squeeze(1)
        pictures, self.picture = tensors["picture"][rows].unique(return_inverse=True)
        self.people = tensors["person"][rows].unique(return_inverse=True)[1].to(device)
        self.source, self.sources = tensors["source"][rows], settings["sources"]
        size, chunk = settings["size"], settings["chunk"]
        self.visible = torch.empty(len(pictures), 3, size, size, dtype=torch.uint8, device=device)
        for wanted, at, count, k in _chunks(pictures, chunk, len(tensors["points"])):
            ycc = torch.stack([block_codec.decode(tensors[f"visible.{k:04}.{c}"].numpy(), (count, size, size), *settings["visible_steps"][c], device=device) for c in range(3)], 1)
            self.visible[at] = block_codec.to_rgb(ycc[wanted])
        self.thermal = torch.empty(len(rows), 1, size, size, dtype=torch.float16, device=device)
        low, high = (tensors[name].to(device).reshape(-1, 1, 1) for name in ("thermal_low", "thermal_high"))
        for wanted, at, count, k in _chunks(rows, chunk, len(tensors["train"])):
            share = block_codec.decode(tensors[f"thermal.{k:04}"].numpy(), (count, size, size), *settings["thermal_steps"], device=device) / 255
            part = slice(k * chunk, k * chunk + count)
            self.thermal[at, 0] = (low[part] + share * (high[part] - low[part]))[wanted].half()
        self.points = tensors["points"][pictures].to(device)  # (M, 5, 2)
        weights = 1 / torch.bincount(self.source, minlength=len(self.sources)).clamp_min(1).double()
        self.weights = weights[self.source].to(device)
        self.picture, self.device = self.picture.to(device), device

    def __len__(self):
        return len(self.picture)

    def draw(self, count):
        return torch.multinomial(self.weights, count, replacement=True)

    def batch(self, rows, size, augment):
        """Rows as crops of size pixels; without augmentation the whole frame."""
        theta = _geometry(len(rows), self.device) if augment else torch.eye(2, 3, device=self.device).expand(len(rows), 2, 3)
        grid = F.affine_grid(theta, [len(rows), 1, size, size], align_corners=False)
        pictures = self.picture[rows]
        visible = _resample(self.visible[pictures].float() / 127.5 - 1, grid).clamp(-1, 1)
        thermal = normalize(_resample(self.thermal[rows].float(), grid))
        if augment:
            thermal = thermal_variety.apply(thermal)
        return Batch(thermal, visible, _to_crop(self.points[pictures], theta), self.people[rows])

    def summary(self):
        """Name, pairs and people of each source."""
        people = self.people.cpu()
        return [{"name": name, "pairs": int((self.source == i).sum()), "people": len(people[self.source == i].unique())} for i, name in enumerate(self.sources)]


def load(path, device):
    """(training pairs, validation pairs, states of the frozen nets by name)."""
    tensors, metadata = tensor_file.read(path)
    settings = json.loads(metadata["settings"])
    states = {net: {n[len(net) + 1:]: t.float() for n, t in tensors.items() if n.startswith(net + ".")} for net in ("vgg", "descriptor")}
    return PairStore(tensors, settings, True, device), PairStore(tensors, settings, False, device), states


def normalize(values):
    """Percentiles 1..99 of each image of (B, 1, S, S) to [-1, 1], clipped."""
    ordered = values.flatten(1).sort(1).values
    last = ordered.shape[1] - 1
    low, high = (ordered[:, round(share * last)].reshape(-1, 1, 1, 1) for share in (.01, .99))
    return ((values - low) / (high - low).clamp_min(1e-6) * 2 - 1).clamp(-1, 1)


def _geometry(count, device):
    """Affine maps (B, 2, 3) from crop to picture: half of the draws near the whole frame, half tighter crops; flip, turn, shift."""
    def uniform(low, high):
        return torch.rand(count, device=device) * (high - low) + low

    scale = torch.where(uniform(0, 1) < .5, uniform(.9, 1.06), uniform(.68, .95))
    angle = uniform(-10, 10) * torch.pi / 180
    slack = (1 - scale).clamp_min(.05)
    flip = torch.where(uniform(0, 1) < .5, -1.0, 1.0)
    cos, sin = scale * angle.cos(), scale * angle.sin()
    return torch.stack([cos * flip, -sin, uniform(-.6, .6) * slack, sin * flip, cos, uniform(-.6, .6) * slack], 1).reshape(count, 2, 3)


def _to_crop(points, theta):
    """The points where the crop shows them; in a mirrored crop left and right change their names too."""
    linear = theta[:, :, :2]
    moved = (points - theta[:, :, 2].unsqueeze(1)) @ torch.linalg.inv(linear).transpose(1, 2)
    mirrored = (torch.linalg.det(linear) < 0).reshape(-1, 1, 1)
    return torch.where(mirrored, moved[:, [1, 0, 2, 4, 3]], moved)


def _resample(images, grid):
    return F.grid_sample(images, grid, padding_mode="border", align_corners=False)


def _chunks(wanted, chunk, total):
    """For each stored chunk with wanted members: their places in it, their places in the result, its length, its number."""
    for k in range((total + chunk - 1) // chunk):
        inside = ((wanted >= k * chunk) & (wanted < (k + 1) * chunk)).nonzero().squeeze(1)
        if len(inside) > 0:
            yield wanted[inside] - k * chunk, inside, min(chunk, total - k * chunk), k
