"""The denoiser about the frozen estimate, and the regression baseline. Counterpart of DiffusionStage."""
import torch

from attributes import label_weights
from image_loss import ImageLoss
from stage import Stage
from translation import ThermalCondition

DROP_ATTRIBUTE, DROP_ALL, IMAGE_WEIGHT = .15, .1, .5


class DiffusionStage(Stage):
    """|v - v_theta|^2 on the residual at uniform t; later also the image loss on a few decoded estimates of the denoiser."""

    def __init__(self, model, train, states, options):
        net = model.translation
        frozen = [p for part in (net._thermal, net._detail, net._identity, net._guide, net._descriptor) if part is not None for p in part.parameters()]
        super().__init__(model, train, options, [p for p in net.parameters() if all(p is not f for f in frozen)])
        self.alphas, self.sigmas = (torch.tensor([at(t) for t in range(model.schedule.count)], device=train.device) for at in (model.schedule.alpha, model.schedule.sigma))
        self.encode, self.decode, self.denoise = self.compiled(model.autoencoder.encode), self.compiled(model.autoencoder.decode), self.compiled(net)
        self.condition, self.details, self.fusion = self.compiled(net.condition), self.compiled(net.details), self.compiled(net._fusion)
        self.loss = ImageLoss(states, train.device, options.crop)

    def advance(self, index, progress):
        options, net = self.options, self.model.translation
        batch = self.draw()
        labels = label_weights(self.model.guiding, _some(batch.labels)).repeat_interleave(options.draws, 0)
        with self.cast():
            with torch.no_grad():
                z0 = self.encode(batch.visible)
                frozen = self.condition(batch.thermal)
                self._track((z0 - frozen.latent).transpose(0, 1).flatten(1).std(1), max(.01, 1 / (index + 1)))
                x0 = ((z0 - frozen.latent) / net._residual_std).repeat_interleave(options.draws, 0)
                t = torch.randint(0, len(self.alphas), [len(x0)], device=x0.device)
                alpha, sigma, eps = self.alphas[t].reshape(-1, 1, 1, 1), self.sigmas[t].reshape(-1, 1, 1, 1), torch.randn_like(x0)
                x, v = alpha * x0 + sigma * eps, alpha * eps - sigma * x0
            maps = self.fusion(frozen.features)
            condition = ThermalCondition(frozen.latent.repeat_interleave(options.draws, 0), [m.repeat_interleave(options.draws, 0) for m in maps], [])
            prediction = self.denoise(x, t, labels, condition)
            noise = (prediction - v).square().mean()
            loss, terms = noise, {}
            if progress >= options.hybrid_start:
                every = options.draws  # the first draw of the first pictures
                clean = (alpha * x - sigma * prediction)[::every][:options.decoded]
                with torch.no_grad():
                    details = self.details([f[:len(clean)] for f in frozen.features])
                sums, terms = self.loss(self.decode(frozen.latent[:len(clean)] + clean * net._residual_std, details), batch)
                loss = noise + IMAGE_WEIGHT * sums.mean()
        self.descend("net", self.learning, loss)
        self.follow(index)
        return {"noise": noise.detach(), **terms}

    def _track(self, std, share):
        for model in (self.model, self.average):
            model.translation._residual_std.lerp_(std.reshape(1, -1, 1, 1), share)


class LatentStage(Stage):
    """For ablation: latent diffusion without estimate, detail and identity. The latent itself is noised, the thermal latent stands beside it. With "plain" in the denoiser's
    options there is neither scan, multi-scale fusion nor attributes either: latent diffusion with concatenation alone."""

    def __init__(self, model, train, states, options):
        net = model.translation
        super().__init__(model, train, options, [net])
        self.alphas, self.sigmas = (torch.tensor([at(t) for t in range(model.schedule.count)], device=train.device) for at in (model.schedule.alpha, model.schedule.sigma))
        self.encode, self.condition, self.denoise = self.compiled(model.autoencoder.encode), self.compiled(net.condition), self.compiled(net)
        self.plain = getattr(model.options.denoiser, "plain", False)

    def advance(self, index, progress):
        draws = self.options.draws
        batch = self.draw()
        labels = label_weights(self.model.guiding, torch.full_like(batch.labels, -1) if self.plain else _some(batch.labels)).repeat_interleave(draws, 0)
        with self.cast():
            with torch.no_grad():
                x0 = self.encode(batch.visible).repeat_interleave(draws, 0)
                t = torch.randint(0, len(self.alphas), [len(x0)], device=x0.device)
                alpha, sigma, eps = self.alphas[t].reshape(-1, 1, 1, 1), self.sigmas[t].reshape(-1, 1, 1, 1), torch.randn_like(x0)
            thermal = self.condition(batch.thermal)
            condition = ThermalCondition(thermal.latent.repeat_interleave(draws, 0), [m.repeat_interleave(draws, 0) for m in thermal.maps], [])
            loss = (self.denoise(alpha * x0 + sigma * eps, t, labels, condition) - (alpha * eps - sigma * x0)).square().mean()
        self.descend("net", self.learning, loss)
        self.follow(index)
        return {"noise": loss.detach()}


class RegressionStage(Stage):
    """The baseline: the same U-Net and thermal encoder, one evaluation on an empty latent, L1 of the latent."""

    def __init__(self, model, train, states, options):
        net = model.translation
        super().__init__(model, train, options, [net])
        self.encode, self.condition, self.denoise = self.compiled(model.autoencoder.encode), self.compiled(net.condition), self.compiled(net)
        self.last = model.schedule.count - 1

    def advance(self, index, progress):
        batch = self.draw()
        labels = label_weights(self.model.guiding, _some(batch.labels))
        with self.cast():
            with torch.no_grad():
                z0 = self.encode(batch.visible)
            time = torch.full([len(z0)], self.last, device=z0.device)
            latent = -self.model.schedule.sigma(self.last) * self.denoise(torch.zeros_like(z0), time, labels, self.condition(batch.thermal))
            loss = (latent - z0).abs().mean()
        self.descend("net", self.learning, loss)
        self.follow(index)
        return {"latent": loss.detach()}


def _some(labels):
    """Labels with some hidden."""
    hidden = (torch.rand_like(labels, dtype=torch.float32) < DROP_ATTRIBUTE) | (torch.rand(len(labels), 1, device=labels.device) < DROP_ALL)
    return torch.where(hidden, -1, labels)
