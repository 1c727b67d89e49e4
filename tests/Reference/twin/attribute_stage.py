"""Attribute classifiers: cross-entropy of the known labels. Counterpart of AttributeStage and Softened."""
import random

import torch
import torch.nn.functional as F

from stage import Stage


class AttributeStage(Stage):
    """The thermal classifier."""

    visible = False

    def __init__(self, model, train, states, options):
        self.classifier = model.teacher if self.visible else model.attributes
        super().__init__(model, train, options, [self.classifier], weight_decay=.02)
        self.heads = [(place, head) for place, head in enumerate(model.options.attributes.heads) if self.visible or getattr(head, "predicted", True)]
        self.sizes = [len(head.values) for _, head in self.heads]
        self.net = self.compiled(self.classifier)

    def advance(self, index, progress):
        batch = self.draw()
        self.classifier.train()
        with self.cast():
            logits = self.net(softened(batch.visible) if self.visible else batch.thermal)
        losses = [self._loss(part, batch.labels[:, place]) for (place, _), part in zip(self.heads, logits.split(self.sizes, 1))]
        self.descend("net", self.learning, sum(losses))
        self.classifier.eval()
        self.follow(index)
        return {head.name: loss.detach() for (_, head), loss in zip(self.heads, losses)}

    @staticmethod
    def _loss(logits, labels):
        each = F.cross_entropy(logits, labels.clamp_min(0), reduction="none") * (labels >= 0)
        return each.sum() / (labels >= 0).sum().clamp_min(1)


class TeacherStage(AttributeStage):
    """The visible classifier that teaches the guide; not part of the model."""

    visible = True


def softened(pictures):
    """Scaled down and up again by one factor for all, moved by a few pixels, with noise: as generators make pictures."""
    side = pictures.shape[2]
    small = int(side * random.uniform(.4, 1))
    x = F.interpolate(F.interpolate(pictures, size=[small, small], mode="bilinear", align_corners=False), size=[side, side], mode="bilinear", align_corners=False)
    most = side // 32
    return x.roll([random.randint(-most, most), random.randint(-most, most)], [2, 3]) + torch.randn_like(x) * random.uniform(0, .08)
