"""The pairs of a pack on the training device, and batches drawn from them. Counterpart of PairStore, PairBatch and Augmentation."""
import io
import json
from collections import namedtuple
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

import laid_over
import mixed_people
import tensor_file
import thermal_look
import thermal_variety
import tight_frame
from percentile_range import normalize
from warp import Warp

Batch = namedtuple("Batch", "thermal visible points people labels")


class PairStore:
    """One split: thermal (N, 1, S, S) float16 in degrees C, visible pictures (M, 3, S, S) uint8, each source drawn equally often."""

    def __init__(self, tensors, settings, train, device):
        rows = (tensors["train"].bool() == train).nonzero().squeeze(1)
        pictures, self.picture = tensors["picture"][rows].unique(return_inverse=True)
        self.people = tensors["person"][rows].unique(return_inverse=True)[1].to(device)
        self.source, self.sources = tensors["source"][rows], settings["sources"]
        self.session, self.labels = tensors["session"][rows].to(device), tensors["labels"][rows].to(device)  # (N); (N, K) as settings["heads"], -1 = unknown
        self.visible = torch.from_numpy(_decoded(tensors, "visible", pictures, "RGB")).permute(0, 3, 1, 2).contiguous().to(device)
        share = torch.from_numpy(_decoded(tensors, "thermal", rows, "L")).unsqueeze(1).to(device).float() / 255
        low, high = (tensors[name][rows].to(device).reshape(-1, 1, 1, 1) for name in ("thermal_low", "thermal_high"))
        self.thermal = (low + share * (high - low)).half()
        self.points = tensors["points"][pictures].to(device)  # (M, 5, 2)
        weights = 1 / torch.bincount(self.source, minlength=len(self.sources)).clamp_min(1).double()
        self.weights = weights[self.source].to(device)
        self.picture, self.device = self.picture.to(device), device

    def __len__(self):
        return len(self.picture)

    def draw(self, count):
        return torch.multinomial(self.weights, count, replacement=True)

    def batch(self, rows, size, augment, mixed=0.0, over=0.0):
        """Rows as crops of size pixels; without augmentation the whole frame. Mixed and over: shares of people mixed of two, who are nobody (-1) and of no known attributes, and of thermal images
        with the visible one laid over them."""
        warp = (Warp.random if augment else Warp.identity)(len(rows), self.device)
        grid, pictures = warp.grid(size), self.picture[rows]
        visible = _resample(self.visible[pictures].float() / 127.5 - 1, grid).clamp(-1, 1)
        thermal = normalize(_resample(self.thermal[rows].float(), grid))
        points, people, labels = warp.to_crop(self.points[pictures], size), self.people[rows], self.labels[rows]
        if augment:
            if mixed > 0:
                thermal, visible, nobody = mixed_people.apply(thermal, visible, points, mixed)
                people, labels = people.masked_fill(nobody, -1), labels.masked_fill(nobody.unsqueeze(1), -1)
            thermal = thermal_variety.apply(thermal_look.apply(normalize(tight_frame.apply(thermal, grid))))
            if over > 0:
                thermal = laid_over.apply(thermal, visible, over)
        return Batch(thermal, visible, points, people, labels)

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


def _resample(images, grid):
    return F.grid_sample(images, grid, padding_mode="border", align_corners=False)


def _decoded(tensors, name, wanted, mode):
    """The stored pictures of these numbers (N, S, S[, 3]) uint8."""
    data, ends = tensors[name].numpy(), [0, *tensors[f"{name}_ends"].tolist()]

    def read(i):
        with Image.open(io.BytesIO(data[ends[i]:ends[i + 1]].tobytes())) as image:
            return np.array(image.convert(mode))

    with ThreadPoolExecutor() as pool:
        return np.stack(list(pool.map(read, wanted.tolist())))
