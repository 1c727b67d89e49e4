"""Noise schedule, nodes and DPM-Solver++(2M). Counterpart of Inference/Sampling."""
import math
from bisect import bisect_right


class NoiseSchedule:
    """beta = linspace(sqrt first, sqrt last, T)^2; lambda = ln(alpha / sigma) is interpolated linearly between the T trained times."""

    def __init__(self, count=1000, first_beta=.0015, last_beta=.0195):
        self.count, self._lambda, abar = count, [], 1.0
        for t in range(count):
            root = _lerp(math.sqrt(first_beta), math.sqrt(last_beta), t / (count - 1))
            abar *= 1 - root * root
            self._lambda.append(.5 * math.log(abar / (1 - abar)))
        self._rising = [-value for value in self._lambda]

    def lambda_at(self, t):
        below = min(int(t), self.count - 2)
        return _lerp(self._lambda[below], self._lambda[below + 1], t - below)

    def alpha(self, t):
        return math.sqrt(1 / (1 + math.exp(-2 * self.lambda_at(t))))

    def sigma(self, t):
        return math.sqrt(1 / (1 + math.exp(2 * self.lambda_at(t))))

    def time(self, value):
        """The time, whole or not, at which lambda has this value; ends are clamped."""
        if value >= self._lambda[0]:
            return 0.0
        if value <= self._lambda[-1]:
            return self.count - 1.0
        cleaner = bisect_right(self._rising, -value) - 1  # lambda falls in t
        above, below = self._lambda[cleaner], self._lambda[cleaner + 1]
        return cleaner + (above - value) / (above - below)


def log_snr_times(schedule, nodes):
    """Falling times from T-1 to 0, uniform in lambda; N nodes cost N evaluations."""
    last = schedule.count - 1
    if nodes == 1:
        return [last]
    first, final = schedule.lambda_at(last), schedule.lambda_at(0)
    return [schedule.time(_lerp(first, final, i / (nodes - 1))) for i in range(nodes)]


def dpm_solver_2m(denoise, noise, times, schedule):
    """arXiv 2211.01095, algorithm 2: denoise(x, t) -> x0; returns x0 at the last node."""
    x, before = noise, None
    for i, s in enumerate(times):
        x0 = denoise(x, s)
        if i == len(times) - 1:
            return x0
        t = times[i + 1]
        h = schedule.lambda_at(t) - schedule.lambda_at(s)
        d = x0
        if before is not None:
            r = (schedule.lambda_at(s) - schedule.lambda_at(times[i - 1])) / h
            d = x0 * (1 + 1 / (2 * r)) - before / (2 * r)
        x = x * (schedule.sigma(t) / schedule.sigma(s)) - d * (schedule.alpha(t) * (math.exp(-h) - 1))
        before = x0


def _lerp(a, b, share):
    return a * (1 - share) + b * share
