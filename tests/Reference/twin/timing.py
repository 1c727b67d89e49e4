"""Times of the PyTorch twin: U-Net, decoder, and a whole translation of 4 steps; on CUDA also compiled.

Run: python3 timing.py MODEL_FOLDER [cpu|cuda]           prints JSON, best of 5, ms
     python3 timing.py MODEL_FOLDER cpu|cuda --serve     one run for each line "case batch type mode" on standard input, ms on standard output
"""
import json
import sys
import time
from contextlib import nullcontext

import torch

from attributes import guiding, null_weights
from model import Model

THREADS, ROUNDS, STEPS = 2, 5, 4
TYPES = {"float32": None, "bfloat16": torch.bfloat16}


class Timing:
    """One folder's networks, eager and (made when first asked for) compiled; the first run of each case is not timed."""

    def __init__(self, folder, device):
        self.folder, self.device = folder, device
        self.models, self.runs = {}, {}

    def once(self, case, batch, dtype, mode):
        """Milliseconds of one run; nan where this PyTorch cannot: before 2.0 autocast to bfloat16 fails on a CPU at the first norm."""
        key = (case, batch, dtype, mode)
        try:
            if key not in self.runs:
                self.runs[key] = self._work(self._model(mode), case, batch)
                self._timed(key)
            return self._timed(key)
        except RuntimeError as problem:
            print(f"{case} {batch} {dtype} {mode}: {problem}", file=sys.stderr)
            return float("nan")

    @torch.inference_mode()
    def _timed(self, key):
        cast = TYPES[key[2]]
        with nullcontext() if cast is None else torch.autocast(self.device, cast):
            self._wait()
            start = time.perf_counter()
            self.runs[key]()
            self._wait()
            return (time.perf_counter() - start) * 1000

    def _wait(self):
        if self.device == "cuda":
            torch.cuda.synchronize()

    def _model(self, mode):
        if mode not in self.models:
            model = self.models[mode] = Model(self.folder, self.device)
            if mode == "compiled":
                net, autoencoder = model.translation, model.autoencoder
                net.forward, net.condition, autoencoder.decode = (torch.compile(f, dynamic=False) for f in (net.forward, net.condition, autoencoder.decode))
        return self.models[mode]

    @torch.inference_mode()
    def _work(self, model, case, batch):
        options, net = model.options, model.translation
        thermal = torch.rand(batch, 1, options.image_size, options.image_size, device=self.device) * 2 - 1
        noise = torch.randn(batch, options.denoiser.latent_channels, *[options.denoiser.latent_size] * 2, device=self.device)
        weights = null_weights(guiding(options.attributes), batch).to(self.device)
        if case == "translation":
            return lambda: model.sample(thermal, weights, noise, STEPS)
        condition = net.condition(thermal)
        details, t = net.details(condition.features), torch.full([batch], 500.0, device=self.device)
        return {"unet": lambda: net(noise, t, weights, condition), "decoder": lambda: model.autoencoder.decode(noise, details)}[case]


def serve(timing):
    for line in sys.stdin:
        case, batch, dtype, mode = line.split()
        print(timing.once(case, int(batch), dtype, mode), flush=True)


def table(timing):
    low = timing.device == "cuda" or "avx512_bf16" in open("/proc/cpuinfo").read()
    best = {}
    for dtype in ("float32", "bfloat16") if low else ("float32",):
        for mode in ("eager", "compiled") if timing.device == "cuda" else ("eager",):
            for case, batch in (("unet", 1), ("unet", 16), ("decoder", 1), ("decoder", 16), ("translation", 1), ("translation", 16)):
                best[f"{case} {batch} {dtype} {mode}"] = round(min(timing.once(case, batch, dtype, mode) for _ in range(ROUNDS)), 3)
    name = torch.cuda.get_device_name() if timing.device == "cuda" else f"CPU, {THREADS} threads"
    print(json.dumps({"torch": torch.__version__, "device": name, "ms": best}, indent=2))


if __name__ == "__main__":
    torch.set_num_threads(THREADS)
    device = sys.argv[2] if len(sys.argv) > 2 else "cuda" if torch.cuda.is_available() else "cpu"
    (serve if "--serve" in sys.argv else table)(Timing(sys.argv[1], device))
