"""Safetensors files: u64 header length, JSON header, raw little-endian data. Counterpart of Inference/Weights/SafeTensorsFile.cs."""
import json
import struct

import numpy as np
import torch

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "F64": torch.float64, "I64": torch.int64, "I32": torch.int32, "U8": torch.uint8}
NAMES = {dtype: name for name, dtype in TYPES.items()}
METADATA = "__metadata__"


def read(path):
    """Every tensor by name in its stored type, and the metadata (text by name)."""
    with open(path, "rb") as file:
        size, = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(size))
        data = bytearray(file.read())
    metadata = header.pop(METADATA, {})
    return {name: _tensor(data, entry) for name, entry in header.items()}, metadata


def write(path, tensors, metadata=None, float_type=None):
    """Writes tensors in name order, floats as float_type when given."""
    header, parts, offset = {}, [], 0
    if metadata:
        header[METADATA] = metadata
    for name, tensor in sorted(tensors.items()):
        t = tensor.detach().cpu()
        t = (t.to(float_type) if float_type is not None and t.is_floating_point() else t).contiguous()
        data = _bytes(t)
        header[name] = {"dtype": NAMES[t.dtype], "shape": list(t.shape), "data_offsets": [offset, offset + len(data)]}
        parts.append(data)
        offset += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        file.writelines(parts)


def _tensor(data, entry):
    dtype, (start, end) = TYPES[entry["dtype"]], entry["data_offsets"]
    if start == end:
        return torch.zeros(entry["shape"], dtype=dtype)
    count = int(np.prod(entry["shape"], dtype=np.int64))
    return torch.frombuffer(data, dtype=dtype, count=count, offset=start).reshape(entry["shape"]).clone()


def _bytes(tensor):
    if tensor.dtype == torch.bfloat16:  # unknown to NumPy
        tensor = tensor.view(torch.int16)
    return tensor.numpy().tobytes()
