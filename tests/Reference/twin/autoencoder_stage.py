"""Visible autoencoder: image loss + KL. Counterpart of AutoencoderStage."""
import torch

from image_loss import ImageLoss
from stage import Stage

KL_WEIGHT, STATISTICS_BATCHES = 1e-6, 16


class AutoencoderStage(Stage):
    def __init__(self, model, train, states, options):
        if getattr(model.options.autoencoder, "codebook", None):
            raise SystemExit("This trains KL autoencoders; for a codebook use `dotnet run --project Jobs -- train --codebook N`.")
        super().__init__(model, train, options, [model.autoencoder], weight_decay=1e-4)
        self.loss = ImageLoss(states, train.device, options.crop)
        self.encode, self.decode = self.compiled(model.autoencoder._encoder), self.compiled(model.autoencoder._decoder)

    def advance(self, index, progress):
        batch = self.draw()
        with self.cast():
            mean, log_variance = self.encode(batch.visible)[0].float().chunk(2, 1)
            made = self.decode(mean + torch.randn_like(mean) * (.5 * log_variance).exp()).float()
            kl = .5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum([1, 2, 3]).mean()
            sums, terms = self.loss(made, batch)
        self.descend("net", self.learning, sums.mean() + KL_WEIGHT * kl)
        self.follow(index)
        return {**terms, "kl": kl.detach()}

    @torch.no_grad()
    def finish(self):
        """Latent statistics of the averaged net over up to 1,024 training crops."""
        net = self.average.autoencoder
        with self.cast():
            means = torch.cat([net._encoder(self.train.batch(self.train.draw(64), self.size, augment=True).visible)[0].float().chunk(2, 1)[0] for _ in range(STATISTICS_BATCHES)])
        for held in (net, self.model.autoencoder):
            held._latent_mean.copy_(means.mean([0, 2, 3], keepdim=True))
            held._latent_std.copy_(means.std([0, 2, 3], keepdim=True))
