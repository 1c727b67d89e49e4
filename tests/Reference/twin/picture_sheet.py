"""Pictures side by side as a PNG, without an image library."""
import struct
import zlib

import torch


def write(path, images, columns):
    """(N, 3, S, S) in [-1, 1] in rows of the given number; the last row is filled with black."""
    n, _, _, size = images.shape
    rows = (n + columns - 1) // columns
    padded = torch.full([rows * columns, 3, size, size], -1.0)
    padded[:n] = images.detach().float().cpu()
    pixels = ((padded.clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8).reshape(rows, columns, 3, size, size).permute(0, 3, 1, 4, 2).reshape(rows * size, -1)
    lines = torch.cat([torch.zeros(len(pixels), 1, dtype=torch.uint8), pixels], 1)  # filter type 0 before each line
    header = struct.pack(">IIBBBBB", columns * size, rows * size, 8, 2, 0, 0, 0)
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        for name, data in ((b"IHDR", header), (b"IDAT", zlib.compress(lines.numpy().tobytes())), (b"IEND", b"")):
            file.write(struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)))
