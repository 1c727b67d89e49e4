"""Reference numbers of SamplerOrderTests for Heun: plain floats, data N(.7, .35^2), x_999 = 1.3, nodes uniform in lambda.

Run: python3 heun.py
"""
import math

T, MEAN, DEVIATION = 1000, .7, .35
abar, lambdas = 1.0, []
for i in range(T):
    root = math.sqrt(.0015) + (math.sqrt(.0195) - math.sqrt(.0015)) * i / (T - 1)
    abar *= 1 - root * root
    lambdas.append(.5 * math.log(abar / (1 - abar)))


def alpha(lam):
    return math.sqrt(1 / (1 + math.exp(-2 * lam)))


def sigma(lam):
    return math.sqrt(1 / (1 + math.exp(2 * lam)))


def clean(x, lam):
    a, s = alpha(lam), sigma(lam)
    return MEAN + (x - a * MEAN) * a * DEVIATION ** 2 / (a * a * DEVIATION ** 2 + s * s)


def spread(lam):
    return math.sqrt(alpha(lam) ** 2 * DEVIATION ** 2 + sigma(lam) ** 2)


first, last = lambdas[-1], lambdas[0]
exact = alpha(last) * MEAN + spread(last) / spread(first) * (1.3 - alpha(first) * MEAN)
for steps in (5, 10, 20, 40, 80):
    nodes = [first + (last - first) * i / steps for i in range(steps + 1)]
    y = 1.3 / alpha(first)
    for here, there in zip(nodes, nodes[1:]):
        s, t = math.exp(-here), math.exp(-there)
        d = (y - clean(y * alpha(here), here)) / s
        guess = y + (t - s) * d
        y += (t - s) * (d + (guess - clean(guess * alpha(there), there)) / t) / 2
    print(steps, abs(y * alpha(last) - exact))
