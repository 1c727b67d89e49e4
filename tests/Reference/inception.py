"""Reference numbers of InceptionNetTests: the Inception-v3 of FID in PyTorch (float64, batch normalisation not folded) on made-up weights.

Written block by block after torchvision's names and the changes of pytorch-fid, not after the table of InceptionBlock. Needs Debian's python3-torch.
Run: /usr/bin/python3 inception.py
"""
import math

import torch
import torch.nn.functional as F


def made_up(name, shape, middle, scale):
    """Values as InceptionNetTests makes them, within scale of the middle, rounded to float32 as it stores them; the name decides, not the place in the file."""
    number = sum(place * ord(letter) for place, letter in enumerate(name, start=1))
    x = ((torch.arange(math.prod(shape), dtype=torch.float64) + number) * 12.9898).sin() * 43758.5453
    return (middle + (2 * (x - x.floor()) - 1) * scale).float().double().view(shape)


count = 0


def conv(x, name, out, kernel=(1, 1), stride=1, padding=(0, 0)):
    global count
    count += 1
    weight = made_up(f"{name}.conv.weight", (out, x.shape[1], *kernel), 0, math.sqrt(6 / (x.shape[1] * kernel[0] * kernel[1])))
    x = F.conv2d(x, weight, None, stride, padding)
    factor, shift = made_up(f"{name}.bn.weight", (out,), 1, .2), made_up(f"{name}.bn.bias", (out,), 0, .1)
    mean, variance = made_up(f"{name}.bn.running_mean", (out,), 0, .1), made_up(f"{name}.bn.running_var", (out,), 1, .5)
    return F.relu(F.batch_norm(x, mean, variance, factor, shift, training=False, eps=1e-3))


def mean_pool(x):
    return F.avg_pool2d(x, 3, 1, 1, count_include_pad=False)


def block_a(x, n, pooled):
    one = conv(x, f"{n}.branch1x1", 64)
    five = conv(conv(x, f"{n}.branch5x5_1", 48), f"{n}.branch5x5_2", 64, (5, 5), padding=(2, 2))
    three = conv(conv(x, f"{n}.branch3x3dbl_1", 64), f"{n}.branch3x3dbl_2", 96, (3, 3), padding=(1, 1))
    three = conv(three, f"{n}.branch3x3dbl_3", 96, (3, 3), padding=(1, 1))
    return torch.cat([one, five, three, conv(mean_pool(x), f"{n}.branch_pool", pooled)], 1)


def block_b(x, n):
    three = conv(x, f"{n}.branch3x3", 384, (3, 3), 2)
    double = conv(conv(x, f"{n}.branch3x3dbl_1", 64), f"{n}.branch3x3dbl_2", 96, (3, 3), padding=(1, 1))
    return torch.cat([three, conv(double, f"{n}.branch3x3dbl_3", 96, (3, 3), 2), F.max_pool2d(x, 3, 2)], 1)


def block_c(x, n, width):
    wide, tall = dict(kernel=(1, 7), padding=(0, 3)), dict(kernel=(7, 1), padding=(3, 0))
    seven = conv(conv(conv(x, f"{n}.branch7x7_1", width), f"{n}.branch7x7_2", width, **wide), f"{n}.branch7x7_3", 192, **tall)
    double = conv(conv(conv(x, f"{n}.branch7x7dbl_1", width), f"{n}.branch7x7dbl_2", width, **tall), f"{n}.branch7x7dbl_3", width, **wide)
    double = conv(conv(double, f"{n}.branch7x7dbl_4", width, **tall), f"{n}.branch7x7dbl_5", 192, **wide)
    return torch.cat([conv(x, f"{n}.branch1x1", 192), seven, double, conv(mean_pool(x), f"{n}.branch_pool", 192)], 1)


def block_d(x, n):
    three = conv(conv(x, f"{n}.branch3x3_1", 192), f"{n}.branch3x3_2", 320, (3, 3), 2)
    seven = conv(conv(x, f"{n}.branch7x7x3_1", 192), f"{n}.branch7x7x3_2", 192, (1, 7), padding=(0, 3))
    seven = conv(conv(seven, f"{n}.branch7x7x3_3", 192, (7, 1), padding=(3, 0)), f"{n}.branch7x7x3_4", 192, (3, 3), 2)
    return torch.cat([three, seven, F.max_pool2d(x, 3, 2)], 1)


def block_e(x, n, pool):
    def fork(h, name, first, second):
        return [conv(h, f"{n}.{name}{first}", 384, (1, 3), padding=(0, 1)), conv(h, f"{n}.{name}{second}", 384, (3, 1), padding=(1, 0))]

    three = fork(conv(x, f"{n}.branch3x3_1", 384), "branch3x3_", "2a", "2b")
    double = fork(conv(conv(x, f"{n}.branch3x3dbl_1", 448), f"{n}.branch3x3dbl_2", 384, (3, 3), padding=(1, 1)), "branch3x3dbl_", "3a", "3b")
    return torch.cat([conv(x, f"{n}.branch1x1", 320), *three, *double, conv(pool(x), f"{n}.branch_pool", 192)], 1)


def features(x):
    x = F.interpolate(x, (299, 299), mode="bilinear", align_corners=False)
    x = conv(conv(x, "Conv2d_1a_3x3", 32, (3, 3), 2), "Conv2d_2a_3x3", 32, (3, 3))
    x = F.max_pool2d(conv(x, "Conv2d_2b_3x3", 64, (3, 3), padding=(1, 1)), 3, 2)
    x = F.max_pool2d(conv(conv(x, "Conv2d_3b_1x1", 80), "Conv2d_4a_3x3", 192, (3, 3)), 3, 2)
    x = block_a(block_a(block_a(x, "Mixed_5b", 32), "Mixed_5c", 64), "Mixed_5d", 64)
    x = block_b(x, "Mixed_6a")
    for name, width in (("Mixed_6b", 128), ("Mixed_6c", 160), ("Mixed_6d", 160), ("Mixed_6e", 192)):
        x = block_c(x, name, width)
    x = block_e(block_d(x, "Mixed_7a"), "Mixed_7b", mean_pool)
    x = block_e(x, "Mixed_7c", lambda h: F.max_pool2d(h, 3, 1, 1))
    return x.mean((2, 3))


ramp = torch.arange(2 * 3 * 40 * 32, dtype=torch.float64).view(2, 3, 40, 32)
out = features((ramp * .37).sin())
print("convolutions", count, "shape", tuple(out.shape))
print("mean", out.mean().item(), "deviation", out.std().item(), "between the two", (out[0] - out[1]).abs().mean().item())
for place in (0, 319, 320, 704, 1088, 1472, 1856, 2047):
    print(place, out[0, place].item(), out[1, place].item())
