"""Packs data folders and the frozen nets of the losses into one file that train_estimate.py reads without any image library.

Run (needs python3-pil): python3 pack.py OUT.safetensors DATA_FOLDER... [--vgg FOLDER] [--descriptor FOLDER] [--validation ROWS] [--limit ROWS]
Reads manifest.csv as Inference/Training/Data/Manifest.cs does; train split and the first rows of val. Pictures are stored at 160 px by block_codec.
"""
import argparse
import csv
import json
import pathlib

import numpy as np
import torch
from PIL import Image

import block_codec
import tensor_file
import tfjs

SIZE, CHUNK = 160, 256
VISIBLE_STEPS = [(5, 2), (8, 3), (8, 3)]  # luma, chroma: error about 3 levels of 255
THERMAL_STEPS = (2, 1.5)  # error about 0.5 % of the picture's range, as much as the noise of a camera
POINTS = [["leye", "reye", "nose", "lmouth", "rmouth"], ["eye_r", "eye_l", "nose", "mouth_r", "mouth_l"]]


def rows_of(folder, validation, limit=None):
    """(subject, split, thermal file, visible file, points or None) of every pair."""
    with open(folder / "manifest.csv") as file:
        entries = list(csv.DictReader(file))
    columns = list(entries[0])
    thermal = ["thermal_file"] if "thermal_file" in columns else [c for c in columns if c.startswith("thermal_") and len(c) == len("thermal_a")]
    points = next((names for names in POINTS if all(f"{n}_{a}" in columns for n in names for a in "xy")), None)
    split = {name: [e for e in entries if e["split"] == name] for name in ("train", "val")}
    for entry in split["train"][:limit] + split["val"][:validation]:
        visible = folder / (entry["visible_file"] if "visible_file" in columns else f"visible/{entry['id']}.jpg")
        marks = [[float(entry[f"{n}_{a}"]) for a in "xy"] for n in points] if points else None
        for column in thermal:
            yield f"{folder.name}:{entry['id']}", entry["split"], folder / entry[column], visible, marks


def read(path, mode):
    with Image.open(path) as image:
        size = image.size
        image = image.convert(mode) if mode else image
        return np.array(image if size == (SIZE, SIZE) else image.resize((SIZE, SIZE), Image.BICUBIC)), size


def pack(target, folders, vgg, descriptor, validation, limit):
    rows = [row for folder in folders for row in rows_of(folder, validation, limit)]
    pictures = {path: i for i, path in enumerate(dict.fromkeys(row[3] for row in rows))}  # two thermal partners may share one
    people = {name: i for i, name in enumerate(dict.fromkeys(row[0] for row in rows))}
    tensors = {
        "picture": torch.tensor([pictures[row[3]] for row in rows]), "person": torch.tensor([people[row[0]] for row in rows]),
        "train": torch.tensor([row[1] == "train" for row in rows]).to(torch.uint8),
        "source": torch.tensor([[str(f.name) for f in folders].index(row[0].split(":")[0]) for row in rows]),
    }
    marks, visible = {}, list(pictures)
    for row in rows:
        marks[row[3]] = row[4]
    sizes = []
    for start in range(0, len(visible), CHUNK):
        read_ones = [read(path, "RGB") for path in visible[start:start + CHUNK]]
        sizes += [size for _, size in read_ones]
        ycc = block_codec.to_ycc(torch.from_numpy(np.stack([pixels for pixels, _ in read_ones])).permute(0, 3, 1, 2))
        for channel, steps in enumerate(VISIBLE_STEPS):
            tensors[f"visible.{start // CHUNK:04}.{channel}"] = as_tensor(block_codec.encode(ycc[:, channel], *steps))
    tensors["points"] = torch.tensor([[[x * 2 / w - 1, y * 2 / h - 1] for x, y in marks[path] or [[float("nan")] * 2] * 5] for path, (w, h) in zip(visible, sizes)])

    lows, highs = [], []
    for start in range(0, len(rows), CHUNK):
        heat = torch.from_numpy(np.stack([read(row[2], None)[0].astype(np.float32) for row in rows[start:start + CHUNK]])) * 0.01 - 273.15
        low, high = heat.amin((1, 2)), heat.amax((1, 2))
        lows.append(low)
        highs.append(high)
        scaled = (heat - low[:, None, None]) / (high - low).clamp_min(1e-3)[:, None, None] * 255
        tensors[f"thermal.{start // CHUNK:04}"] = as_tensor(block_codec.encode(scaled, *THERMAL_STEPS))
    tensors["thermal_low"], tensors["thermal_high"] = torch.cat(lows), torch.cat(highs)
    for prefix, state in (("vgg.", tfjs.vgg_state(vgg) if vgg else {}), ("descriptor.", tfjs.descriptor_state(descriptor) if descriptor else {})):
        tensors.update({prefix + name: value.to(torch.float16) for name, value in state.items()})
    settings = {"size": SIZE, "chunk": CHUNK, "visible_steps": VISIBLE_STEPS, "thermal_steps": THERMAL_STEPS, "sources": [f.name for f in folders]}
    tensor_file.write(target, tensors, {"settings": json.dumps(settings)})
    print(f"{len(rows)} pairs of {len(people)} people, {len(visible)} visible pictures: {pathlib.Path(target).stat().st_size / 2 ** 20:.1f} MiB")


def as_tensor(data):
    return torch.frombuffer(bytearray(data), dtype=torch.uint8)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("folders", nargs="+", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--vgg", help="folder of the VGG19 shards")
    parser.add_argument("--descriptor", help="folder of the face descriptor")
    parser.add_argument("--validation", type=int, default=64, help="manifest rows of val a folder at most")
    parser.add_argument("--limit", type=int, help="manifest rows of train a folder at most")
    arguments = parser.parse_args()
    pack(arguments.out, arguments.folders, arguments.vgg, arguments.descriptor, arguments.validation, arguments.limit)
