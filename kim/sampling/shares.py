"""A whole number shared out by weights, without a rest."""

from collections.abc import Sequence


def share(total: int, weights: Sequence[float], least: int = 0) -> list[int]:
    """`total` in whole parts after `weights` by largest remainder, none below `least` while the total allows it."""
    if not weights:
        return []
    least = min(least, total // len(weights))
    rest, sum_of_weights = total - least * len(weights), sum(weights)
    exact = [rest * weight / sum_of_weights for weight in weights]
    parts = [int(value) for value in exact]
    order = sorted(range(len(weights)), key=lambda index: (parts[index] - exact[index], index))
    for index in order[: rest - sum(parts)]:
        parts[index] += 1
    return [part + least for part in parts]
