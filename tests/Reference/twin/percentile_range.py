"""Counterpart of PercentileRange."""


def normalize(values):
    """Percentiles 1..99 of each image of (B, 1, S, S) to [-1, 1], clipped."""
    ordered = values.flatten(1).sort(1).values
    last = ordered.shape[1] - 1
    low, high = (ordered[:, round(share * last)].reshape(-1, 1, 1, 1) for share in (.01, .99))
    return ((values - low) / (high - low).clamp_min(1e-6) * 2 - 1).clamp(-1, 1)
