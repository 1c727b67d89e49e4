"""Reference numbers of PerceptualNetTests: VGG19 to block3_conv4 in plain NumPy (float64), from the TensorFlow.js shards.

Needs Debian's python3-numpy. Run: /usr/bin/python3 perceptual_net.py FOLDER_OF_THE_WEIGHTS
"""
import json
import pathlib
import sys

import numpy as np

folder = pathlib.Path(sys.argv[1])
layers = []
for group in json.loads((folder / "model.json").read_text())["weightsManifest"][:8]:
    values = np.frombuffer(b"".join((folder / p).read_bytes() for p in group["paths"]), "<f4").astype(np.float64)
    kernel, bias = (tuple(w["shape"]) for w in group["weights"])
    size = int(np.prod(kernel))
    layers.append((group["weights"][0]["name"].split("/")[0], values[:size].reshape(kernel), values[size:]))


def convolve(x, kernel, bias):
    """Same-padded 3x3 correlation; x is HWC, the kernel HWIO."""
    height, width, _ = x.shape
    padded = np.pad(x, ((1, 1), (1, 1), (0, 0)))
    return bias + sum(padded[i:i + height, j:j + width] @ kernel[i, j] for i in range(3) for j in range(3))


def features(chw):
    x = (chw.transpose(1, 2, 0)[..., ::-1] + 1) * 127.5 - np.array([103.939, 116.779, 123.68])
    out = []
    for name, kernel, bias in layers:
        x = np.maximum(convolve(x, kernel, bias), 0)
        if name in ("block1_conv2", "block2_conv2", "block3_conv4"):
            out.append(x / np.sqrt((x ** 2).sum(-1, keepdims=True) + 1e-10))
            height, width, channels = x.shape
            x = x.reshape(height // 2, 2, width // 2, 2, channels).max((1, 3))
    return out


ramp = np.arange(3 * 16 * 16, dtype=np.float64).reshape(3, 16, 16)
first, second = features(np.sin(ramp * .37)), features(np.cos(ramp * .11))
print("feature sums", [float(f.sum()) for f in first])
print("distance", float(sum(((a - b) ** 2).sum(-1).mean() for a, b in zip(first, second))))
