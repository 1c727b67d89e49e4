"""One step of the estimate stage: thermal encoder, detail, identity fusion and decoder learn together. Counterpart of EstimateStage."""
import copy
from contextlib import nullcontext

import torch

import critic
from image_loss import ImageLoss

ESTIMATE_WEIGHT, ADVERSARIAL_WEIGHT, CRITIC_WARMUP, CLIP = .5, .3, .1, 1.0


class EstimateStage:
    """Learning networks, their averages, the critic and both optimisers."""

    def __init__(self, model, train, states, options):
        self.model, self.train, self.options = model, train, options
        cuda = train.device == "cuda"
        if cuda:
            for module in model.networks().values():
                module.to(memory_format=torch.channels_last)
        self.average = copy.deepcopy(model)
        for net in (*model.networks().values(), *self.average.networks().values()):
            net.requires_grad_(False)
        net, autoencoder = model.translation, model.autoencoder
        learning = [part for part in (net._thermal, net._detail, net._identity, autoencoder._decoder) if part is not None]
        self.learning = [p for part in learning for p in part.requires_grad_(True).parameters()]
        self.discriminator = critic.PatchDiscriminator().to(train.device)
        fused = {"fused": True} if cuda else {}
        self.optimizers = {
            "net": torch.optim.AdamW(self.learning, betas=(.9, .99), weight_decay=1e-3, **fused),
            "critic": torch.optim.AdamW(self.discriminator.parameters(), betas=(.5, .9), weight_decay=0, **fused),
        }
        self.compiled = _compiler(cuda and not options.eager)
        self.encode, self.decode = self.compiled(autoencoder.encode), self.compiled(autoencoder.decode)
        self.condition, self.details, self.judge = self.compiled(net.condition), self.compiled(net.details), self.compiled(self.discriminator)
        self.loss = ImageLoss(states, train, self.compiled)
        low = cuda or "avx512_bf16" in open("/proc/cpuinfo").read()
        self.cast = (lambda: torch.autocast(train.device, torch.bfloat16)) if low else nullcontext

    def modules(self):
        """What a checkpoint holds."""
        nets = {"net": self.model, "average": self.average}
        return {**{f"{name}/{file}": net for name, model in nets.items() for file, net in model.networks().items()}, "critic": self.discriminator}

    def advance(self, index):
        """One optimiser step, number index from 0; returns the terms of the curve, still on the device."""
        options = self.options
        batch = self.train.batch(self.train.draw(options.batch), self.model.options.image_size, augment=True)
        drawn = min(options.decoded, options.batch)
        since_critic = index - options.critic_start * options.steps
        with self.cast():
            with torch.no_grad():
                z0 = self.encode(batch.visible)
            condition = self.condition(batch.thermal)
            estimate = (condition.latent - z0).abs().mean()
            details = None if self.model.translation._detail is None else self.details([f[:drawn] for f in condition.features])
            made = self.decode(_between(condition.latent[:drawn], z0[:drawn]), details)
            sums, terms = self.loss(made, batch)
            rebuild = sums.mean()
            loss = rebuild + ESTIMATE_WEIGHT * estimate
            if since_critic >= CRITIC_WARMUP * options.steps:
                loss = loss + ADVERSARIAL_WEIGHT * critic.verdict(self.judge, index, made, batch.thermal[:drawn], rebuild, self.model.autoencoder._decoder._out.weight)
        self._descend("net", self.learning, loss)
        taught = torch.zeros((), device=self.train.device)
        if since_critic >= 0:
            with self.cast():
                taught = critic.lesson(self.judge, batch.visible[:drawn], made, batch.thermal[:drawn])
            self._descend("critic", list(self.discriminator.parameters()), taught)
        self._follow(min(options.ema, (1 + index) / (10 + index)))
        return {"estimate": estimate.detach(), **terms, "critic": taught.detach()}

    def _descend(self, name, parameters, loss):
        optimizer = self.optimizers[name]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if torch.nn.utils.clip_grad_norm_(parameters, CLIP).isfinite():  # else it moves nothing
            optimizer.step()

    @torch.no_grad()
    def _follow(self, decay):
        """average += (1 - decay) (source - average)."""
        pairs = [(t, s) for a, b in zip(self.average.networks().values(), self.model.networks().values()) for t, s in zip(a.parameters(), b.parameters()) if s.requires_grad]
        targets, sources = zip(*pairs)
        torch._foreach_mul_(list(targets), decay)
        torch._foreach_add_(list(targets), list(sources), alpha=1 - decay)


def _between(estimate, truth):
    """The estimate for every second image, for the others a random point on the way to the truth: what samplers hand to the decoder."""
    share = torch.rand(len(estimate), 1, 1, 1, device=estimate.device) * (torch.arange(len(estimate), device=estimate.device) % 2).reshape(-1, 1, 1, 1)
    return estimate + share * (truth - estimate)


def _compiler(enabled):
    if not enabled:
        return lambda function: function
    import torch._functorch.config as config
    if hasattr(config, "donated_buffer"):
        config.donated_buffer = False  # the adaptive weight goes backward twice through one graph
    return lambda function: torch.compile(function, dynamic=False)
