"""Thermal encoder, detail, identity fusion and decoder learn together. Counterpart of EstimateStage."""
import torch

import critic
from image_loss import ImageLoss
from stage import Stage

ESTIMATE_WEIGHT, ADVERSARIAL_WEIGHT, CRITIC_WARMUP = .5, .3, .1
MIXED = .25  # share of faces mixed of two people


class EstimateStage(Stage):
    """Beside the C# stage the student's descriptor is blurred, for on people of the training set it is surer than it will ever be of others; and --others gives some faces that of another person, more or less, which
    their pictures must follow: heat alone would do to tell the people it learns from apart, so the descriptor is hardly listened to otherwise (ADR 36)."""

    def __init__(self, model, train, states, options):
        net, autoencoder = model.translation, model.autoencoder
        super().__init__(model, train, options, [part for part in (net._thermal, net._detail, net._identity, autoencoder._decoder) if part is not None])
        self.critic = critic.PatchDiscriminator(options.critic_width, options.critic_norm).to(train.device)
        self.optimizers["critic"] = torch.optim.AdamW(self.critic.parameters(), betas=(.5, .9), weight_decay=0, **self.fused)
        self.encode, self.decode = self.compiled(autoencoder.encode), self.compiled(autoencoder.decode)
        self.person = None if net._descriptor is None else self.compiled(net._descriptor)
        self.condition, self.details = self.compiled(net.condition), self.compiled(net.details)
        self.loss = ImageLoss(states, train.device, options.crop)

    def advance(self, index, progress):
        options = self.options
        batch = self.draw(MIXED)
        drawn = min(options.decoded, options.batch)
        with self.cast():
            with torch.no_grad():
                z0 = self.encode(batch.visible)
                person = None if self.person is None else self._blurred(self.person(batch.thermal))
                wanted, own = None, torch.ones(len(z0), device=z0.device)
                if options.others:
                    person, wanted, own = self._others(person, batch)
                    batch = batch._replace(people=batch.people.masked_fill(own < 1, -1))
            condition = self.condition(batch.thermal, person)
            estimate = ((condition.latent - z0).abs().mean([1, 2, 3]) * own).mean()
            details = None if self.model.translation._detail is None else self.details([f[:drawn] for f in condition.features])
            truth = torch.where((own < 1).reshape(-1, 1, 1, 1), condition.latent.detach(), z0)
            made = self.decode(_between(condition.latent[:drawn], truth[:drawn]), details)
            sums, terms = self.loss(made, batch, wanted, own)
            rebuild = sums.mean()
            loss = rebuild + ESTIMATE_WEIGHT * estimate
            if progress >= options.critic_start + CRITIC_WARMUP:
                loss = loss + options.adversarial * critic.verdict(self.critic, index, made, batch.thermal[:drawn], rebuild, self.model.autoencoder._decoder._out.weight)
        self.descend("net", self.learning, loss)
        taught = torch.zeros((), device=self.train.device)
        if progress >= options.critic_start:
            with self.cast():
                taught = critic.lesson(self.critic, batch.visible[:drawn], made, batch.thermal[:drawn])
            self.descend("critic", list(self.critic.parameters()), taught)
        self.follow(index)
        return {"estimate": estimate.detach(), **terms, "critic": taught.detach()}

    def _others(self, person, batch):
        """Descriptors that are given, those the pictures are to have, and how like the true picture they are to be, 0 to 1 (B). Of faces without points nobody knows what they should have."""
        true, other = self.loss.person.wanted(batch, len(person)), torch.randperm(len(person), device=person.device)
        known = batch.points.isfinite().all(2).all(1)
        swapped = (torch.rand(len(person), device=person.device) < self.options.others) & known & known[other]
        far = (torch.rand(len(person), device=person.device) * swapped).unsqueeze(1)
        return person + far * (person[other] - person), true + far * (true[other] - true), 1 - far.squeeze(1)

    def _blurred(self, descriptor):
        return descriptor.float() + self.options.blur * torch.randn_like(descriptor, dtype=torch.float32)


def _between(estimate, truth):
    """The estimate for every second image; for the others what samplers hand to the decoder: a random point on the way to the truth, and up to half as much noise as the way
    is long, without which the decoder learns to read the point off the way and makes much of any other step."""
    share = lambda: torch.rand(len(estimate), 1, 1, 1, device=estimate.device) * (torch.arange(len(estimate), device=estimate.device) % 2).reshape(-1, 1, 1, 1)
    way = truth - estimate
    return estimate + share() * way + .5 * share() * way.detach().std([1, 2, 3], keepdim=True) * torch.randn_like(estimate)
