"""Scores of a model in training on validation pairs, whole frames: L1, PD-VGG19 and recognition (first session's true pictures against second session's made ones)."""
import torch

import picture_sheet
from attributes import label_weights, null_weights
from image_loss import PerceptualNet, frozen
from judge import Judge, recognition
from sampling import dpm_solver_2m, log_snr_times

PART, COLUMNS, SHEET_PAIRS = 64, 12, 36
WAYS = {"estimate": None, "quarter": (4, .1, .25), "half": (4, .1, .5), "whole": (4, .1, 1), "sample": (12, 1, 1)}  # steps, temperature, share of the residual


class Validation:
    def __init__(self, pairs, size, states, judge):
        self.pairs, self.size = pairs, size
        self.rows = torch.arange(len(pairs), device=pairs.device)
        self.vgg = frozen(PerceptualNet(), states["vgg"], pairs.device)
        self.judge = None if judge is None else Judge(judge)
        seen = torch.bincount(pairs.people, weights=(pairs.session == 2).double()) > 0
        self.asked = seen[pairs.people]
        if self.judge is not None:
            rows = self.rows[self.asked & (pairs.session == 1)]
            batch = self.batch(rows)
            self.gallery, self.owners = self.judge.embed(batch.visible, batch.points), pairs.people[rows].cpu()

    def batch(self, rows):
        return self.pairs.batch(rows, self.size, augment=False)

    @torch.no_grad()
    def descriptor_distance(self, student, teacher_of, augment):
        """Mean squared distance of the thermal student's descriptors to the teacher's, over pairs with points."""
        total, count = 0.0, 0
        for rows in self.rows.split(PART):
            batch = self.pairs.batch(rows, self.size, augment)
            known = batch.points.isfinite().all(2).all(1)
            distances = (student(batch.thermal).float() - teacher_of(batch, len(rows))).square().sum(1)
            total, count = total + float(distances[known].sum()), count + int(known.sum())
        return total / max(1, count)

    @torch.no_grad()
    def scores(self, make, sheet=None):
        """make: batch -> pictures (B, 3, S, S) in [-1, 1]."""
        l1, pd, found, people, shown = 0.0, 0.0, [], [], []
        for rows in self.rows.split(PART):
            batch = self.batch(rows)
            made = make(batch).float().clamp(-1, 1)
            l1 += float((made - batch.visible).abs().mean([1, 2, 3]).sum())
            if self.vgg is not None:
                pd += float(sum((a - b).square().sum(1).mean([1, 2]).sum() for a, b in zip(self.vgg(made), self.vgg(batch.visible))))
            probes = self.asked[rows] & (self.pairs.session[rows] == 2)
            if self.judge is not None and probes.any():
                found.append(self.judge.embed(made[probes], batch.points[probes]))
                people.append(self.pairs.people[rows][probes].cpu())
            shown.append(torch.stack([batch.thermal.expand(-1, 3, -1, -1), made, batch.visible]))
        if sheet is not None:
            some = torch.cat(shown, 1)[:, torch.linspace(0, len(self.rows) - 1, min(len(self.rows), SHEET_PAIRS)).long()]
            picture_sheet.write(sheet, torch.cat([picture for part in some.split(COLUMNS, 1) for picture in part]), min(COLUMNS, some.shape[1]))
        who = recognition(self.gallery, self.owners, torch.cat(found), torch.cat(people)) if found else {}
        return {"l1": l1 / len(self.rows), "pd": pd / len(self.rows), **who}


def ways(model, stage):
    """Name -> how the model makes pictures at this stage."""
    latent_options = model.options.denoiser
    unknown = lambda count: null_weights(model.guiding, count).to(model.device)

    def sample(steps, temperature, share):
        def make(batch):
            noise = torch.randn(len(batch.thermal), latent_options.latent_channels, latent_options.latent_size, latent_options.latent_size, generator=torch.Generator(model.device).manual_seed(1), device=model.device)
            return model.sample(batch.thermal, unknown(len(noise)), noise, steps, 1, temperature, share)
        return make

    def estimate(batch):
        condition = model.translation.condition(batch.thermal)
        return model.decode(condition.latent, condition)

    def stated(labels_of):
        def make(batch):
            condition = model.translation.condition(batch.thermal, None, label_weights(model.guiding, labels_of(batch.labels)))
            return model.decode(condition.latent, condition)
        return make

    def other(head):
        """Nothing but one attribute stated, and that untrue."""
        count = len(model.options.attributes.heads[head].values)
        return lambda labels: torch.where(torch.arange(labels.shape[1], device=labels.device) == head, (labels + 1) % count, -1)

    def regression(batch):
        condition = model.translation.condition(batch.thermal)
        time = torch.full([len(batch.thermal)], float(model.schedule.count - 1), device=model.device)
        latent = -model.schedule.sigma(model.schedule.count - 1) * model.translation(torch.zeros_like(condition.latent), time, unknown(len(time)), condition)
        return model.decode(latent, condition)

    def latent(batch):
        condition, shape = model.translation.condition(batch.thermal), (len(batch.thermal), latent_options.latent_channels, latent_options.latent_size, latent_options.latent_size)
        noise = torch.randn(shape, generator=torch.Generator(model.device).manual_seed(1), device=model.device)

        def denoise(x, t):
            v = model.translation(x, torch.full([len(x)], t, device=x.device), unknown(len(x)), condition)
            return model.schedule.alpha(t) * x - model.schedule.sigma(t) * v

        return model.decode(dpm_solver_2m(denoise, noise, log_snr_times(model.schedule, 12), model.schedule), condition)

    by_stage = {
        "latent": {"latent": latent},
        "autoencoder": {"reconstruction": lambda batch: model.autoencoder(batch.visible)},
        "estimate": {"estimate": estimate},
        "guide": {"guide": stated(lambda labels: labels), "unguided": estimate, **{f"other-{head.name}": stated(other(i)) for i, head in enumerate(model.options.attributes.heads)}},
        "regression": {"regression": regression},
        "diffusion": {name: estimate if way is None else sample(*way) for name, way in WAYS.items()},
    }
    return by_stage.get(stage, {})
