"""Weights of TensorFlow.js, and the two frozen nets of the training loss read from them. Counterpart of TensorflowJsWeights, PerceptualNet and FaceDescriptorNet."""
import json
import pathlib

import numpy as np
import torch

VGG = ["block1_conv1", "block1_conv2", "block2_conv1", "block2_conv2", "block3_conv1", "block3_conv2", "block3_conv3", "block3_conv4"]
DESCRIPTOR = "face_recognition_model-weights_manifest.json"
BLOCKS = ["conv32_1", "conv32_2", "conv32_3", "conv64_down", "conv64_1", "conv64_2", "conv64_3", "conv128_down", "conv128_1", "conv128_2",
          "conv256_down", "conv256_1", "conv256_2", "conv256_down_out"]


def read(manifest):
    """Tensors by name, float32 in the layout of the file; groups whose shards are absent are left out."""
    manifest = pathlib.Path(manifest)
    groups = json.loads(manifest.read_text())
    weights = {}
    for group in groups if isinstance(groups, list) else groups["weightsManifest"]:
        shards = [manifest.parent / path for path in group["paths"]]
        if not all(shard.exists() for shard in shards):
            continue
        data, offset = b"".join(shard.read_bytes() for shard in shards), 0
        for entry in group["weights"]:
            count, quantization = int(np.prod(entry["shape"], dtype=np.int64)), entry.get("quantization")
            values = np.frombuffer(data, np.uint8 if quantization else np.float32, count, offset)
            offset += values.nbytes
            values = values.astype(np.float32)
            if quantization:
                values = values * np.float32(quantization["scale"]) + np.float32(quantization["min"])
            weights[entry["name"]] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return weights


def vgg_state(folder):
    """State of judges.PerceptualNet."""
    weights, state = read(pathlib.Path(folder) / "model.json"), {}
    for name in VGG:
        state[name + ".weight"] = weights[name + "/kernel"].permute(3, 2, 0, 1)  # HWIO -> OIHW
        state[name + ".bias"] = weights[name + "/bias"]
    return state


def descriptor_state(folder):
    """State of faces.FaceDescriptorNet: the affine layer behind each convolution is folded into it."""
    weights, state = read(pathlib.Path(folder) / DESCRIPTOR), {}

    def fill(layer, name):
        scale = weights[name + "/scale/weights"]
        state[layer + ".weight"] = weights[name + "/conv/filters"].permute(3, 2, 0, 1) * scale.reshape(-1, 1, 1, 1)
        state[layer + ".bias"] = weights[name + "/conv/bias"] * scale + weights[name + "/scale/biases"]

    fill("_stem", "conv32_down")
    for i, name in enumerate(BLOCKS):
        fill(f"_first.{i}", name + "/conv1")
        fill(f"_second.{i}", name + "/conv2")
    state["_out.weight"] = weights["fc"].t()
    return state
