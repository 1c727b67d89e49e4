"""Reference numbers of PsnrTests and SsimTests: scikit-image on the same two small pictures.

Needs Debian's python3-skimage (0.19.3). Run: /usr/bin/python3 image_quality.py
"""
import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

i = np.arange(3 * 24 * 20, dtype=np.float64)
first = np.round((np.sin(i * .013) + 1) * 127.5).reshape(3, 24, 20).astype(np.uint8)
second = np.round((np.clip(np.sin(i * .013) + .2 * np.cos(i * .71), -1, 1) + 1) * 127.5).reshape(3, 24, 20).astype(np.uint8)
settings = dict(gaussian_weights=True, sigma=1.5, use_sample_covariance=False, data_range=255)


def grey(rgb):
    return np.round(np.tensordot([.299, .587, .114], rgb.astype(np.float64), 1)).astype(np.uint8)


print("psnr rgb", repr(peak_signal_noise_ratio(first, second, data_range=255)))
print("psnr grey", repr(peak_signal_noise_ratio(grey(first), grey(second), data_range=255)))
print("ssim rgb", repr(np.mean([structural_similarity(a, b, **settings) for a, b in zip(first, second)])))
print("ssim grey", repr(structural_similarity(grey(first), grey(second), **settings)))
