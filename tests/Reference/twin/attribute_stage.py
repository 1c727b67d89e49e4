"""Thermal attribute classifier: cross-entropy of the known labels. Counterpart of AttributeStage."""
import torch
import torch.nn.functional as F

from stage import Stage


class AttributeStage(Stage):
    def __init__(self, model, train, states, options):
        super().__init__(model, train, options, [model.attributes], weight_decay=.02)
        self.sizes = [len(head.values) for head in model.options.attributes.heads]
        self.net = self.compiled(model.attributes)

    def advance(self, index, progress):
        batch = self.draw()
        self.model.attributes.train()
        with self.cast():
            logits = self.net(batch.thermal)
        losses = [self._loss(part, batch.labels[:, head]) for head, part in enumerate(logits.split(self.sizes, 1))]
        self.descend("net", self.learning, sum(losses))
        self.model.attributes.eval()
        self.follow(index)
        return {head.name: loss.detach() for head, loss in zip(self.model.options.attributes.heads, losses)}

    @staticmethod
    def _loss(logits, labels):
        each = F.cross_entropy(logits, labels.clamp_min(0), reduction="none") * (labels >= 0)
        return each.sum() / (labels >= 0).sum().clamp_min(1)
