"""Trains the estimate stage of a model folder on a pack, on CUDA in bf16 and compiled, and writes a model folder in half precision.

Run: python3 train_estimate.py MODEL_FOLDER PACK --out FOLDER --checkpoint FILE [--steps N] [--seconds S] [...]
Called again with the same checkpoint file it continues; --seconds ends a call early (the folder is written all the same).
"""
import argparse
import json
import math
import os
import pathlib
import random
import time

import torch

import pair_store
import picture_sheet
from estimate_stage import EstimateStage
from model import Model

WARMUP_STEPS, DECAY_SHARE, LOG_EVERY, SHEET_PAIRS, COLUMNS = 100, .75, 20, 24, 12


def rate_at(step, options):
    left = (options.steps - step) / (options.steps * DECAY_SHARE)
    return options.rate * min(1, (step + 1) / WARMUP_STEPS) * (1 if left >= 1 else .05 + .95 * .5 * (1 - math.cos(math.pi * left)))


def load(path, stage):
    """Steps done so far."""
    if not path.exists():
        return 0
    state = torch.load(path, map_location=stage.train.device)
    for name, module in stage.modules().items():
        module.load_state_dict(state["modules"][name])
    for name, optimizer in stage.optimizers.items():
        optimizer.load_state_dict(state["optimizers"][name])
    return state["step"]


def save(path, stage, step):
    """Beside the old one, then in its place."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    torch.save({"step": step, "modules": {n: m.state_dict() for n, m in stage.modules().items()}, "optimizers": {n: o.state_dict() for n, o in stage.optimizers.items()}}, fresh)
    os.replace(fresh, path)


def train(stage, options, started):
    step, recent, logged = load(options.checkpoint, stage), [], time.monotonic()
    saved = logged
    while step < options.steps and not (options.seconds and time.monotonic() - started > options.seconds):
        seed = (options.seed * 2654435761 ^ step * 2246822519) & 0x7FFFFFFF
        torch.manual_seed(seed)
        random.seed(seed)
        for optimizer in stage.optimizers.values():
            for group in optimizer.param_groups:
                group["lr"] = rate_at(step, options)
        recent.append(stage.advance(step))
        step += 1
        if step % LOG_EVERY == 0 or step == options.steps:
            means = {name: sum(float(r[name]) for r in recent) / len(recent) for name in recent[0]}
            if not any(math.isfinite(float(r["estimate"])) for r in recent):
                raise SystemExit(f"The loss is not a number up to step {step}: lower --rate and go on from the last checkpoint.")
            pace = (time.monotonic() - logged) / len(recent) * 1000
            print(f"step {step}/{options.steps} {pace:.0f} ms/step  " + "  ".join(f"{n} {v:.4f}" for n, v in means.items()), flush=True)
            recent, logged = [], time.monotonic()
        if time.monotonic() - saved > options.save_every:
            save(options.checkpoint, stage, step)
            saved = time.monotonic()
    save(options.checkpoint, stage, step)
    return step


@torch.no_grad()
def look(stage, validation, folder):
    """L1 of estimates on validation pairs, and a sheet: thermal, estimate, truth."""
    model, size = stage.average, stage.model.options.image_size
    rows = torch.linspace(0, len(validation) - 1, min(len(validation), 256), device=validation.device).long()
    total, sheet = 0.0, []
    for part in rows.split(32):
        batch = validation.batch(part, size, augment=False)
        condition = model.translation.condition(batch.thermal)
        made = model.decode(condition.latent, condition)
        total += float((made - batch.visible).abs().mean([1, 2, 3]).sum())
        sheet.append(torch.stack([batch.thermal.expand(-1, 3, -1, -1), made, batch.visible]))
    shown = torch.cat(sheet, 1)[:, torch.linspace(0, len(rows) - 1, min(len(rows), SHEET_PAIRS)).long()]
    picture_sheet.write(folder / "sheet.png", torch.cat([picture for part in shown.split(COLUMNS, 1) for picture in part]), min(COLUMNS, shown.shape[1]))
    print(f"validation l1 {total / len(rows):.4f} over {len(rows)} pairs")


def main(options):
    started = time.monotonic()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cuda":
        torch.set_float32_matmul_precision("high")
    torch.manual_seed(options.seed)  # the critic's first weights
    pairs, validation, states = pair_store.load(options.pack, device)
    model = Model(options.model, device)
    stage = EstimateStage(model, pairs, states, options)
    sources = pairs.summary()
    print(f"{len(pairs)} training pairs, {len(validation)} validation pairs, {device}; ready after {time.monotonic() - started:.0f} s", flush=True)
    steps = train(stage, options, started)
    old = model.description
    stage.average.description = {**old, "version": options.version or old["version"], "history": old.get("history", []) + [{
        "from": f"{old['name']} {old['version']}", "data": sources, "steps": {"autoencoder": 0, "attributes": 0, "identity": 0, "estimate": steps, "diffusion": 0},
        "batch_size": options.batch, "seed": options.seed, "perceptual": bool(states["vgg"]), "identity": bool(states["descriptor"])}]}
    stage.average.save(options.out)
    look(stage, validation, options.out)
    print(json.dumps({"steps": steps, "of": options.steps, "seconds": round(time.monotonic() - started)}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("pack")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--checkpoint", type=pathlib.Path, required=True)
    parser.add_argument("--steps", type=int, default=2000)
    parser.add_argument("--seconds", type=float, default=0, help="end this call after so long; 0 = at the last step")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--decoded", type=int, default=8, help="images of a batch that are decoded for the image loss")
    parser.add_argument("--rate", type=float, default=3e-4, help="highest learning rate")
    parser.add_argument("--critic-start", type=float, default=.45, help="share of the steps before the critic learns; .05 suits a trained model")
    parser.add_argument("--ema", type=float, default=.999)
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--version", help="version of the model written")
    parser.add_argument("--eager", action="store_true", help="do not compile")
    main(parser.parse_args())
