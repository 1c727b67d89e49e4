"""Reference numbers of FrechetDistanceTests and KernelDistanceTests, by other ways than the code under test: scipy's matrix square root, and loops over pairs.

Needs Debian's python3-scipy (1.10.1). Run: /usr/bin/python3 distribution_distance.py
"""
import numpy as np
from scipy.linalg import sqrtm

i = np.arange(12 * 5, dtype=np.float64)
made = (np.sin(i * i * .37) + .3 * np.cos(i * 1.9)).reshape(12, 5)
true = (np.cos(i * i * .53) + .2 * np.sin(i * 2.3) + .1).reshape(12, 5)

covariances = [np.cov(x, rowvar=False) for x in (made, true)]
difference = made.mean(0) - true.mean(0)
print("frechet", repr(difference @ difference + np.trace(covariances[0] + covariances[1] - 2 * sqrtm(covariances[0] @ covariances[1]).real)))


def kernel(a, b):
    return (a @ b + 1) ** 3


def mmd(x, y):
    n = len(x)
    within = sum(kernel(x[a], x[b]) + kernel(y[a], y[b]) for a in range(n) for b in range(n) if a != b) / (n * (n - 1))
    return within - 2 * sum(kernel(a, b) for a in x for b in y) / (n * n)


print("kernel", repr(mmd(made, true)))
