"""What stated attributes change in the picture; everything else is frozen. Counterpart of GuideStage."""
import random

import torch
import torch.nn.functional as F

from attribute_stage import softened
from attributes import label_weights
from image_loss import ImageLoss
from stage import Stage

DROP_ATTRIBUTE, DROP_OTHERS, ATTRIBUTE_WEIGHT, KEEP_WEIGHT, ESTIMATE_WEIGHT, KEEP_OF_COLOURS = .3, .4, .8, .4, .5, .25


class GuideStage(Stage):
    """In the second half of a batch one attribute is stated that is not true: the teacher must see it, and the rest must stay as it is without."""

    def __init__(self, model, train, states, options):
        super().__init__(model, train, options, [model.translation._guide])
        self.sizes = [len(head.values) for head in model.options.attributes.heads]
        net = model.translation
        self.estimate, self.guide, self.details, self.decode, self.encode, self.teacher = (self.compiled(f) for f in (net.estimate, net.guide, net.details, model.autoencoder.decode, model.autoencoder.encode, model.teacher))
        self.loss = ImageLoss(states, train.device, options.crop)

    def advance(self, index, progress):
        batch = self.draw()
        half = (len(batch.labels) + 1) // 2
        stated, keep = self._state(batch.labels, half)
        with self.cast():
            with torch.no_grad():
                latent, features = self.estimate(batch.thermal)
                unguided = self.decode(latent, self.details(features))[half:]
                z0 = self.encode(batch.visible)[:half]
            latent, features = self.guide(latent, features, label_weights(self.model.guiding, stated))
            made = self.decode(latent, self.details(features))
            estimate = (latent[:half] - z0).abs().mean()
            sums, terms = self.loss(made, batch._replace(visible=torch.cat([batch.visible[:half], unguided.to(batch.visible.dtype)])))
            logits = self.teacher(softened(made)).split(self.sizes, 1)
        verdict = torch.stack([F.cross_entropy(part, stated[:, head].clamp_min(0), reduction="none") * (stated[:, head] >= 0) for head, part in enumerate(logits)], 1)
        self.descend("net", self.learning, (sums[:half].sum() + (KEEP_WEIGHT * keep * sums[half:]).sum()) / len(made) + ESTIMATE_WEIGHT * estimate + ATTRIBUTE_WEIGHT * verdict.sum(1).mean())
        self.follow(index)
        shares = {name: verdict[rows].detach().sum() / (stated[rows] >= 0).sum().clamp_min(1) for name, rows in (("true", slice(half)), ("untrue", slice(half, None)))}
        return {**terms, **shares}

    def _state(self, labels, half):
        drop = torch.where(torch.rand(len(labels), 1, device=labels.device) < DROP_OTHERS, 1., DROP_ATTRIBUTE)
        stated = torch.where(torch.rand_like(labels, dtype=torch.float32) < drop, -1, labels)
        stated[:, len(self.model.guiding.heads):] = -1  # cannot be stated
        keep = []
        for row, own in enumerate(labels.tolist()):
            head = random.randrange(len(self.model.guiding.heads))
            count = self.sizes[head]
            stated[row, head] = own[head] if row < half else random.randrange(count) if own[head] < 0 else (own[head] + 1 + random.randrange(count - 1)) % count
            if row >= half:
                keep.append(1. if getattr(self.model.guiding.heads[head], "predicted", True) else KEEP_OF_COLOURS)
        return stated, torch.tensor(keep, device=labels.device)
