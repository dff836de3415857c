"""Connected groups of records, at millions of edges, in arrays.

Each group is named by its least member.
"""

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]


def connected(size: int, left: Ints, right: Ints) -> Ints:
    """The least node connected to each of the nodes `0 … size - 1` by the edges `left[i] - right[i]`."""
    label = np.arange(size, dtype=np.int64)
    while len(left):
        low, high = np.minimum(label[left], label[right]), np.maximum(label[left], label[right])
        apart = low != high
        if not apart.any():
            break
        left, right, low, high = left[apart], right[apart], low[apart], high[apart]
        np.minimum.at(label, high, low)
        while not np.array_equal(label, above := label[label]):
            label = above
    return label
