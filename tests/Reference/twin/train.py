"""Trains one stage of a model folder on a pack, on CUDA in bf16 and compiled, and writes a model folder in half precision.

Run: python3 train.py STAGE MODEL_FOLDER PACK --out FOLDER (--steps N | --seconds S) [...]
Stages, in order: autoencoder, attributes, teacher, identity, estimate, guide (needs teacher.safetensors beside the model), diffusion; and regression, the baseline, and latent, for ablation. A network the folder lacks starts from random weights.
With --checkpoint a run that was cut off goes on when called again.
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
from attribute_stage import AttributeStage, TeacherStage
from autoencoder_stage import AutoencoderStage
from diffusion_stage import DiffusionStage, LatentStage, RegressionStage
from estimate_stage import EstimateStage
from guide_stage import GuideStage
from identity_stage import IdentityStage
from model import Model
from validation import Validation, ways

STAGES = {"autoencoder": AutoencoderStage, "attributes": AttributeStage, "teacher": TeacherStage, "identity": IdentityStage, "estimate": EstimateStage, "guide": GuideStage, "diffusion": DiffusionStage, "regression": RegressionStage, "latent": LatentStage}
LOG_EVERY = 50


def load(path, stage):
    """Steps and seconds done so far."""
    if path is None or not path.exists():
        return 0, 0.0
    state = torch.load(path, map_location=stage.train.device)
    for name, module in stage.modules().items():
        module.load_state_dict(state["modules"][name])
    for name, optimizer in stage.optimizers.items():
        optimizer.load_state_dict(state["optimizers"][name])
    return state["step"], state["seconds"]


def save(path, stage, step, seconds):
    """Beside the old one, then in its place."""
    if path is None:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    state = {"step": step, "seconds": seconds, "modules": {n: m.state_dict() for n, m in stage.modules().items()}, "optimizers": {n: o.state_dict() for n, o in stage.optimizers.items()}}
    torch.save(state, fresh)
    os.replace(fresh, path)


def train(stage, options, look):
    step, before = load(options.checkpoint, stage)
    started = logged = saved = looked = time.monotonic()
    recent, first = [], step
    spent = lambda: before + time.monotonic() - started
    while (progress := step / options.steps if options.steps else spent() / options.seconds) < 1:
        seed = (options.seed * 2654435761 ^ step * 2246822519) & 0x7FFFFFFF
        torch.manual_seed(seed)
        random.seed(seed)
        for optimizer in stage.optimizers.values():
            for group in optimizer.param_groups:
                group["lr"] = stage.rate(step, progress)
        recent.append(stage.advance(step, progress))
        step += 1
        if step - first == 1:
            print(f"first step after {time.monotonic() - started:.0f} s", flush=True)
        if step % LOG_EVERY == 0:
            means = {name: sum(float(r[name]) for r in recent if name in r) / sum(name in r for r in recent) for name in recent[-1]}
            if not any(math.isfinite(value) for value in means.values()):
                raise SystemExit(f"The loss is not a number up to step {step}: lower --rate and go on from the last checkpoint.")
            pace = (time.monotonic() - logged) / len(recent) * 1000
            print(f"{step} {progress:.3f} {pace:.0f} ms/step  " + "  ".join(f"{n} {v:.4f}" for n, v in means.items()), flush=True)
            recent, logged = [], time.monotonic()
        if time.monotonic() - saved > options.save_every:
            save(options.checkpoint, stage, step, spent())
            saved = time.monotonic()
        if options.look_every and time.monotonic() - looked > options.look_every:
            look(stage, step)
            looked = time.monotonic()
    save(options.checkpoint, stage, step, spent())
    return step


def main(options):
    started = time.monotonic()
    device = "cuda" if torch.cuda.is_available() else "cpu"
    if device == "cuda":
        torch.set_float32_matmul_precision("high")
        torch.backends.cudnn.benchmark = True
        torch._dynamo.config.cache_size_limit = 64
    torch.manual_seed(options.seed)  # the first weights
    pairs, validation, states = pair_store.load(options.pack, device)
    model = Model(options.model, device, new=True)
    if options.stage in ("teacher", "guide"):
        model.with_teacher()
    if options.stage == "guide" and "teacher.safetensors" not in model.present:
        raise SystemExit("The guide needs its teacher: put teacher.safetensors of the teacher stage beside the model.")
    if options.stage == "regression" and (model.options.denoiser.identity or model.options.denoiser.detail_widths):
        raise SystemExit("The baseline has neither detail nor identity: set detail_widths to [] and identity to false in model.json.")
    if options.others and (options.stage != "estimate" or not model.options.denoiser.identity or not states["descriptor"]):
        raise SystemExit("Other people's descriptors are for the estimate of a model with identity, on a pack with a descriptor.")
    stage = STAGES[options.stage](model, pairs, states, options)
    check = Validation(validation, model.options.image_size, states, options.judge)
    print(f"{len(pairs)} training pairs, {len(validation)} validation pairs, {device}; ready after {time.monotonic() - started:.0f} s", flush=True)
    options.out.mkdir(parents=True, exist_ok=True)

    best = float("-inf")

    def look(stage, step):
        nonlocal best
        with stage.cast():
            for name, make in ways(stage.average, options.stage).items():
                scores = check.scores(make, options.out / f"{options.stage}-{name}.png")
                good = scores.get("rank1", 0) - scores["pd"] / 3
                if name == options.stage and good > best:
                    best = good
                    stage.average.save(options.out / "best")
                print(json.dumps({"step": step, "of": name, **{n: round(v, 4) for n, v in scores.items()}}), flush=True)
            if options.stage == "identity":
                student, teacher = stage.average.translation._descriptor, stage.person.wanted
                seen = Validation(stage.train, check.size, {"vgg": None}, None)
                seen.rows = torch.linspace(0, len(stage.train) - 1, 512, device=stage.train.device).long()
                far = {name: round(of.descriptor_distance(student, teacher, augment), 4) for name, of, augment in (("training", seen, True), ("validation", check, True), ("whole frames", check, False))}
                print(json.dumps({"step": step, "of": "squared distance to the teacher", **far}), flush=True)

    steps = train(stage, options, look)
    stage.finish()
    old = model.description
    stage.average.description = {**old, "version": options.version or old["version"], "history": old.get("history", []) + [{
        "from": f"{old['name']} {old['version']}", "data": pairs.summary(), "steps": {options.stage: steps},
        "batch_size": options.batch, "seed": options.seed, "perceptual": bool(states["vgg"]), "identity": bool(states["descriptor"])}]}
    stage.average.save(options.out)
    look(stage, steps)
    print(json.dumps({"stage": options.stage, "steps": steps, "seconds": round(time.monotonic() - started)}), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("model")
    parser.add_argument("pack")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--checkpoint", type=pathlib.Path)
    length = parser.add_mutually_exclusive_group(required=True)
    length.add_argument("--steps", type=int, default=0)
    length.add_argument("--seconds", type=float, default=0, help="train by the clock; the rate falls with it")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--decoded", type=int, default=16, help="images of a batch that are decoded for the image loss")
    parser.add_argument("--draws", type=int, default=2, help="noise levels an image in the diffusion stage")
    parser.add_argument("--hybrid-start", type=float, default=.4, help="share of the diffusion stage before the image loss joins")
    parser.add_argument("--crop", type=int, default=64, help="side of the square the perceptual loss looks at, pixels")
    parser.add_argument("--rate", type=float, default=3e-4, help="highest learning rate")
    parser.add_argument("--blur", type=float, default=0, help="deviation of the noise on the student's descriptor while the estimate learns")
    parser.add_argument("--others", type=float, default=0, help="share of faces the estimate is given another person's descriptor for, more or less, and must draw by it")
    parser.add_argument("--adversarial", type=float, default=.3, help="weight of the critic's verdict beside the image loss")
    parser.add_argument("--critic-start", type=float, default=.1, help="share of the run before the critic learns")
    parser.add_argument("--critic-width", type=int, default=32)
    parser.add_argument("--critic-norm", action="store_true", help="spectral norm in the critic")
    parser.add_argument("--ema", type=float, default=.999)
    parser.add_argument("--judge", help="ONNX file of the recognition net that validation is scored with")
    parser.add_argument("--look-every", type=float, default=0, help="seconds between scores on validation pairs")
    parser.add_argument("--save-every", type=float, default=120, help="seconds between checkpoints")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--version", help="version of the model written")
    parser.add_argument("--eager", action="store_true", help="do not compile")
    main(parser.parse_args())
