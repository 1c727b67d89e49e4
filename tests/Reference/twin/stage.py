"""What all training stages share. Counterpart of TrainingStage and Ema."""
import copy
import math
from contextlib import nullcontext

import torch

CLIP, WARMUP_STEPS, DECAY_SHARE = 1.0, 100, .75


class Stage:
    """A model, its average, and the parts of the model that learn. A stage gives `optimizers` by name, `advance(index, progress)` and, where something must be measured at the end, `finish()`."""

    critic = None

    def __init__(self, model, train, options, learning, betas=(.9, .99), weight_decay=1e-3):
        self.model, self.train, self.options, self.size = model, train, options, model.options.image_size
        cuda = train.device == "cuda"
        if cuda:
            for module in model.networks().values():
                module.to(memory_format=torch.channels_last)
        own = {id(p) for part in learning for p in (part.parameters() if isinstance(part, torch.nn.Module) else [part])}
        self.had = set(model.present)
        model.present |= {name for name, net in model.networks().items() if any(id(p) in own for p in net.parameters())}
        self.average = copy.deepcopy(model)
        for net in (*model.networks().values(), *self.average.networks().values()):
            net.requires_grad_(False)
        self.learning = [p for part in learning for p in (part.requires_grad_(True).parameters() if isinstance(part, torch.nn.Module) else [part.requires_grad_(True)])]
        self.fused = {"fused": True} if cuda else {}
        self.optimizers = {"net": torch.optim.AdamW(self.learning, betas=betas, weight_decay=weight_decay, **self.fused)}
        self.compiled = _compiler(cuda and not options.eager)
        low = cuda
        self.cast = (lambda: torch.autocast(train.device, torch.bfloat16)) if low else nullcontext

    def modules(self):
        """What a checkpoint holds."""
        nets = {"net": self.model, "average": self.average}
        own = {} if self.critic is None else {"critic": self.critic}
        return {**{f"{name}/{file}": net for name, model in nets.items() for file, net in model.networks().items()}, **own}

    def finish(self):
        """Nothing to measure."""

    def rate(self, step, progress):
        """Learning rate: warm-up by steps, a plateau, and a cosine that ends at 5 %; progress is the share of the run that is done, 0 to 1."""
        left = (1 - progress) / DECAY_SHARE
        return self.options.rate * min(1, (step + 1) / WARMUP_STEPS) * (1 if left >= 1 else .05 + .95 * .5 * (1 - math.cos(math.pi * max(0, left))))

    def draw(self, mixed=0.0, over=0.0):
        return self.train.batch(self.train.draw(self.options.batch), self.size, True, mixed, over)

    def descend(self, name, parameters, loss):
        optimizer = self.optimizers[name]
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        if torch.nn.utils.clip_grad_norm_(parameters, CLIP).isfinite():  # else it moves nothing
            optimizer.step()

    @torch.no_grad()
    def follow(self, index):
        """average += (1 - decay) (source - average)."""
        decay = min(self.options.ema, (1 + index) / (10 + index))
        pairs = [(t, s) for a, b in zip(self.average.networks().values(), self.model.networks().values()) for t, s in zip(a.parameters(), b.parameters()) if s.requires_grad]
        targets, sources = zip(*pairs)
        torch._foreach_mul_(list(targets), decay)
        torch._foreach_add_(list(targets), list(sources), alpha=1 - decay)


def _compiler(enabled):
    if not enabled:
        return lambda function: function
    import torch._functorch.config as config
    if hasattr(config, "donated_buffer"):
        config.donated_buffer = False  # the adaptive weight goes backward twice through one graph
    return lambda function: torch.compile(function, dynamic=False)
