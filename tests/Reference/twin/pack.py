"""Packs data folders and the frozen nets of the losses into one small file, so that they travel to a machine with a GPU and train.py reads them there.

Run: python3 pack.py OUT.safetensors MODEL_FOLDER DATA_FOLDER... [--vgg FOLDER] [--descriptor FOLDER] [--validation ROWS] [--limit ROWS]
Reads manifest.csv as Inference/Training/Data/Manifest.cs does; train split and the first rows of val. Pictures are stored as WebP of 160 px: visible ones with an error of
about 3 levels of 255, thermal ones scaled to their own range with an error of about 0.5 % of it, as much as the noise of a camera. Needs Pillow, as train.py does.
"""
import argparse
import csv
import io
import json
import pathlib
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from PIL import Image

import tensor_file
import tfjs

SIZE, QUALITY = 160, {"visible": 88, "thermal": 92}
POINTS = [["leye", "reye", "nose", "lmouth", "rmouth"], ["eye_r", "eye_l", "nose", "mouth_r", "mouth_l"]]


def rows_of(folder, heads, validation, limit=None):
    """(subject, split, thermal file, visible file, points or None, session, labels) of every pair."""
    with open(folder / "manifest.csv") as file:
        entries = list(csv.DictReader(file))
    columns = list(entries[0])
    thermal = ["thermal_file"] if "thermal_file" in columns else [c for c in columns if c.startswith("thermal_") and len(c) == len("thermal_a")]
    points = next((names for names in POINTS if all(f"{n}_{a}" in columns for n in names for a in "xy")), None)
    named = [next((c for c in columns if c.startswith("yaw_deg" if head["name"] == "pose" else head["name"])), None) for head in heads]
    split = {name: [e for e in entries if e["split"] == name] for name in ("train", "val")}
    for entry in split["train"][:limit] + split["val"][:validation]:
        visible = folder / (entry["visible_file"] if "visible_file" in columns else f"visible/{entry['id']}.jpg")
        marks = [[float(entry[f"{n}_{a}"]) for a in "xy"] for n in points] if points else None
        values = [value_of(head["name"], entry[c]) if c else None for head, c in zip(heads, named)]
        labels = [head["values"].index(value) if value in head["values"] else -1 for head, value in zip(heads, values)]
        for column in thermal:
            yield f"{folder.name}:{entry['id']}", entry["split"], folder / entry[column], visible, marks, int(entry.get("session", 1)), labels


def value_of(attribute, cell):
    """The value a cell stands for. Counterpart of AttributeLabels."""
    if attribute == "pose":
        return "frontal" if abs(float(cell)) < 15 else "half" if abs(float(cell)) < 40 else "profile"
    if attribute == "hair_colour" and cell == "grey_white":
        return "grey"
    return "hat" if attribute == "headwear" and cell in ("cap", "beanie") else cell


def visible_bytes(path):
    """WebP and the original size."""
    with Image.open(path) as image:
        return encoded(sized(image.convert("RGB")), "visible"), image.size


def thermal_bytes(path):
    """WebP, and degrees C of its black and white."""
    with Image.open(path) as image:
        heat = np.array(sized(image)).astype(np.float32) * .01 - 273.15
    low, high = float(heat.min()), float(heat.max())
    return encoded(Image.fromarray(((heat - low) / max(high - low, 1e-3) * 255).round().astype(np.uint8)).convert("RGB"), "thermal"), low, high


def sized(image):
    return image if image.size == (SIZE, SIZE) else image.resize((SIZE, SIZE), Image.BICUBIC)


def encoded(image, kind):
    target = io.BytesIO()
    image.save(target, "WEBP", quality=QUALITY[kind], method=6)
    return target.getvalue()


def pack(target, model, folders, vgg, descriptor, validation, limit):
    heads = json.loads((model / "model.json").read_text())["attributes"]["heads"]
    rows = [row for folder in folders for row in rows_of(folder, heads, validation, limit)]
    marks = {row[3]: row[4] for row in rows}
    pictures, people = {path: i for i, path in enumerate(marks)}, {name: i for i, name in enumerate(dict.fromkeys(row[0] for row in rows))}
    with ThreadPoolExecutor() as pool:
        visible, thermal = list(pool.map(visible_bytes, pictures)), list(pool.map(thermal_bytes, [row[2] for row in rows]))
    tensors = {
        "picture": torch.tensor([pictures[row[3]] for row in rows]), "person": torch.tensor([people[row[0]] for row in rows]),
        "train": torch.tensor([row[1] == "train" for row in rows]).to(torch.uint8),
        "session": torch.tensor([row[5] for row in rows]), "labels": torch.tensor([row[6] for row in rows]),
        "source": torch.tensor([[f.name for f in folders].index(row[0].split(":")[0]) for row in rows]),
        "points": torch.tensor([[[x * 2 / w - 1, y * 2 / h - 1] for x, y in marks[path] or [[float("nan")] * 2] * 5] for path, (_, (w, h)) in zip(pictures, visible)]),
        "thermal_low": torch.tensor([low for _, low, _ in thermal]), "thermal_high": torch.tensor([high for _, _, high in thermal]),
        **joined("visible", [data for data, _ in visible]), **joined("thermal", [data for data, _, _ in thermal]),
    }
    for prefix, state in (("vgg.", tfjs.vgg_state(vgg) if vgg else {}), ("descriptor.", tfjs.descriptor_state(descriptor) if descriptor else {})):
        tensors.update({prefix + name: value.to(torch.float16) for name, value in state.items()})
    tensor_file.write(target, tensors, {"settings": json.dumps({"size": SIZE, "sources": [f.name for f in folders], "heads": heads})})
    print(f"{len(rows)} pairs of {len(people)} people, {len(visible)} visible pictures: {pathlib.Path(target).stat().st_size / 2 ** 20:.1f} MiB")


def joined(name, parts):
    return {name: torch.frombuffer(bytearray(b"".join(parts)), dtype=torch.uint8), f"{name}_ends": torch.tensor([len(part) for part in parts]).cumsum(0)}


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("model", type=pathlib.Path, help="model folder whose attributes are packed")
    parser.add_argument("folders", nargs="+", type=lambda text: pathlib.Path(text).resolve())
    parser.add_argument("--vgg", help="folder of the VGG19 shards")
    parser.add_argument("--descriptor", help="folder of the face descriptor")
    parser.add_argument("--validation", type=int, default=64, help="manifest rows of val a folder at most")
    parser.add_argument("--limit", type=int, help="manifest rows of train a folder at most")
    arguments = parser.parse_args()
    pack(arguments.out, arguments.model, arguments.folders, arguments.vgg, arguments.descriptor, arguments.validation, arguments.limit)
